import type { FlowRun, FlowRunSort, State } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { narrowFlowRuns } from "../filters/narrow-runs.ts";
import { JsonText } from "../json-text.ts";
import { notFoundError } from "../not-found.ts";
import { composeRun } from "../states/run-text.ts";
import { toState } from "../states/state-row.ts";
import { toFlowRun } from "./flow-run-row.ts";
import { flowRunRows, flowRunTexts, type Listing } from "./flow-run-selections.ts";
import { knownCount } from "./known-count.ts";
import { partsInOrder } from "./parts-in-order.ts";
import {
  selectFlowRun,
  selectFlowRunState,
  selectFlowRunStates,
  selectFlowRuns,
  selectFlowRunsByIds,
} from "./queries.ts";

/** One flow run with its current state. */
export async function getFlowRun(context: ReadContext, id: string): Promise<FlowRun> {
  const row = await selectFlowRun(context.db.reader, id);
  if (!row) throw notFoundError("flow run", id);
  return toFlowRun(row, context.now());
}

/** The flow runs of these ids that exist. */
export async function getFlowRuns(context: Context, ids: readonly string[]): Promise<FlowRun[]> {
  if (ids.length === 0) return [];
  const now = context.now();
  return (await selectFlowRunsByIds(context.db.reader, ids)).map((row) => toFlowRun(row, now));
}

type Page = { sort?: FlowRunSort; limit: number; offset: number };

/** The flow runs that match, in the order asked for. */
export async function listFlowRuns(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<FlowRun[]> {
  const rows = await selectPage(context, filters, page, flowRunRows);
  const now = context.now();
  return rows.map((row) => toFlowRun(row, now));
}

/** The same as JSON. */
export async function listFlowRunTexts(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<JsonText<FlowRun[]>> {
  const rows = await selectPage(context, filters, page, flowRunTexts);
  const now = context.now();
  return JsonText.list(rows.map((row) => composeRun<FlowRun>(row, now)));
}

async function selectPage<R>(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
  listing: Listing<R>,
): Promise<R[]> {
  const { dialect, scanner } = context.db;
  const sort = page.sort ?? "ID_DESC";
  const count = (await knownCount(context, filters)) ?? Number.POSITIVE_INFINITY;
  if (count <= page.offset) return [];
  const limit = Math.min(page.limit, count - page.offset);
  const wanted = {
    filters,
    ...(await narrowFlowRuns(scanner, filters)),
    parts: partsInOrder(dialect, filters, sort),
  };
  return selectFlowRuns(scanner, wanted, { ...page, sort, limit }, listing);
}

/** A flow run's states in the order of their times; none for a run that does not exist. */
export async function listFlowRunStates({ db }: ReadContext, flowRunId: string): Promise<State[]> {
  return (await selectFlowRunStates(db.reader, flowRunId)).map(toState);
}

/** One state of a flow run. */
export async function getFlowRunState({ db }: Context, id: string): Promise<State> {
  const row = await selectFlowRunState(db.reader, id);
  if (!row) throw notFoundError("flow run state", id);
  return toState(row);
}
