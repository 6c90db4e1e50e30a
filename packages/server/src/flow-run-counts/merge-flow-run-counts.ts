import type { Context } from "../context.ts";
import { mergeFlowRunCountChanges } from "./queries.ts";

/** Adds what has changed to the kept counts of flow runs, so that whoever counts reads few rows. */
export const mergeFlowRunCounts = ({ db }: Context): Promise<void> =>
  db.write((transaction) => mergeFlowRunCountChanges(transaction));
