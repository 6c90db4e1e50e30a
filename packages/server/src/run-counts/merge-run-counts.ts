import type { Context } from "../context.ts";
import { mergeRunCountChanges } from "./merge-queries.ts";

/** Adds what has changed to the kept counts and sums of runs, so that whoever counts reads few rows. */
export const mergeRunCounts = ({ db }: Context): Promise<void> =>
  db.write((transaction) => mergeRunCountChanges(transaction));
