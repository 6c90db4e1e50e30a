import type { StateType } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";

/** Whether flow runs have more task runs together than so many, which is told without a look at those beyond. */
export async function hasMoreTaskRuns(
  db: Connection,
  flowRunIds: readonly string[],
  most: number,
): Promise<boolean> {
  const [id] = flowRunIds;
  const isOne = id !== undefined && flowRunIds.length === 1;
  const beyond = isOne ? await beyondOfOne(db, id, most) : await beyondOfAll(db, idRows(flowRunIds), most);
  return beyond.length > 0;
}

// Rows made from JSON take twice as long as this does.
const beyondOfOne = preparedQuery(
  (_, flowRunId: string, most: number) => sql<object>`
    select 1 from task_runs where flow_run_id = ${flowRunId} limit 1 offset ${most}`,
);

const beyondOfAll = preparedQuery((db, flowRunIds: string, most: number) => {
  const given = jsonTable(db, flowRunIds);
  return sql<object>`select 1 from task_runs
    where flow_run_id in (select ${given.id(0)} from ${given.table}) limit 1 offset ${most}`;
});

const taskRunCount = preparedQuery(
  (_, flowRunId: string) => sql<{ count: number }>`
    select count(*) as count from task_runs where flow_run_id = ${flowRunId}`,
);

/** How many task runs a flow run has. */
export const countTaskRunRowsOf = async (db: Connection, flowRunId: string): Promise<number> =>
  (await taskRunCount(db, flowRunId))[0]!.count;

type StateCount = { state_type: StateType | null; count: number };

/** How many task runs of a flow run are in each type of state. */
export const countTaskRunRowsOfByState: (db: Connection, flowRunId: string) => Promise<StateCount[]> =
  preparedQuery(
    (_, flowRunId: string) => sql<StateCount>`
    select state_type, count(*) as count from task_runs where flow_run_id = ${flowRunId} group by state_type`,
  );

type FlowRunCount = { flow_run_id: string; count: number };

const ownTaskRuns = preparedQuery((db, flowRunIds: string) => {
  const given = jsonTable(db, flowRunIds);
  return sql<FlowRunCount>`
    select flow_run_id, count(*) as count from task_runs
    where flow_run_id in (select ${given.id(0)} from ${given.table})
      and not exists (select 1 from flow_runs where parent_task_run_id = task_runs.id)
    group by flow_run_id`;
});

/** How many task runs each of the flow runs has, but for those that stand for subflows. */
export const countTaskRunRowsOfEach = (
  db: Connection,
  flowRunIds: readonly string[],
): Promise<FlowRunCount[]> => ownTaskRuns(db, idRows(flowRunIds));

const idRows = (ids: readonly string[]): string => toJsonRows(ids.map((id) => [id]));
