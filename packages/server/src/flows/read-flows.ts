import type { Flow, FlowSort } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { flowsMatch, type RunFilters } from "../filters/index.ts";
import { notFoundError } from "../not-found.ts";
import { countFlowRows, type FlowRow, selectFlow, selectFlowByName, selectFlows, toFlow } from "./queries.ts";

/** One flow by its id. */
export async function getFlow(context: Context, id: string): Promise<Flow> {
  const row = await selectFlow(context.db.reader, id);
  if (!row) throw notFoundError("flow", id);
  return toFlow(row);
}

/** One flow by its name. */
export async function getFlowByName(context: Context, name: string): Promise<Flow> {
  const row = await selectFlowByName(context.db.reader, name);
  if (!row) throw notFoundError("flow", name);
  return toFlow(row);
}

/** The flows that match, in the order asked for. */
export async function listFlows(
  { db }: ReadContext,
  filters: RunFilters,
  page: { sort?: FlowSort; limit: number; offset: number },
): Promise<Flow[]> {
  const matches = flowsMatch(db.dialect, filters);
  const rows = await selectFlows(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return rows.map(toFlow);
}

/** How many flows match. */
export const countFlows = ({ db }: ReadContext, filters: RunFilters): Promise<number> =>
  countFlowRows(db.scanner, flowsMatch(db.dialect, filters));

/** A flow's row, for operations of other nouns inside their transaction. */
export const getFlowRow = (connection: Connection, id: string): Promise<FlowRow | undefined> =>
  selectFlow(connection, id);
