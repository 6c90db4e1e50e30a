import type { Flow, FlowSort } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { flowsMatch, type RunFilters } from "../filters/index.ts";
import { JsonText } from "../json-text.ts";
import { notFoundError } from "../not-found.ts";
import {
  countFlowRows,
  type FlowRow,
  selectFlow,
  selectFlowByName,
  selectFlows,
  selectFlowTexts,
  toFlow,
} from "./queries.ts";

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

type Page = { sort?: FlowSort; limit: number; offset: number };

/** The flows that match, in the order asked for. */
export async function listFlows({ db }: ReadContext, filters: RunFilters, page: Page): Promise<Flow[]> {
  const matches = flowsMatch(db.dialect, filters);
  const rows = await selectFlows(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return rows.map(toFlow);
}

/** The same as JSON. */
export async function listFlowTexts(
  { db }: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<JsonText<Flow[]>> {
  const matches = flowsMatch(db.dialect, filters);
  const texts = await selectFlowTexts(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return JsonText.list(texts.map(({ members }) => new JsonText<Flow>(`{${members}}`)));
}

/** How many flows match. */
export const countFlows = ({ db }: ReadContext, filters: RunFilters): Promise<number> =>
  countFlowRows(db.scanner, flowsMatch(db.dialect, filters));

/** A flow's row, for operations of other nouns inside their transaction. */
export const getFlowRow = (connection: Connection, id: string): Promise<FlowRow | undefined> =>
  selectFlow(connection, id);
