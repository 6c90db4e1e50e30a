import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import { type StateCount, total } from "../states/state-count.ts";

// What is looked for is cut off one beyond the most that may be there, so that one statement tells whether there are
// more and, where not, how many.

const taskRunCount = preparedQuery(
  (_, flowRunId: string, cut: number) => sql<{ count: number }>`
    select count(*) as count from (select 1 from task_runs where flow_run_id = ${flowRunId} limit ${cut}) as found`,
);

/** How many task runs a flow run has; undefined where they are more than so many. */
export async function countTaskRunRowsOf(
  db: Connection,
  flowRunId: string,
  most: number,
): Promise<number | undefined> {
  const { count } = (await taskRunCount(db, flowRunId, most + 1))[0]!;
  return count <= most ? count : undefined;
}

const taskRunsByState = preparedQuery(
  (_, flowRunId: string, cut: number) => sql<StateCount>`
    select state_type, count(*) as count
    from (select state_type from task_runs where flow_run_id = ${flowRunId} limit ${cut}) as found
    group by state_type`,
);

/** How many task runs of a flow run are in each type of state; undefined where they are more than so many together. */
export async function countTaskRunRowsOfByState(
  db: Connection,
  flowRunId: string,
  most: number,
): Promise<StateCount[] | undefined> {
  const counts = await taskRunsByState(db, flowRunId, most + 1);
  return total(counts) <= most ? counts : undefined;
}

type FlowRunCount = { flow_run_id: string; count: number; own: number };

const taskRunsOfEach = preparedQuery((db, flowRunIds: string, cut: number) => {
  const given = jsonTable(db, flowRunIds);
  return sql<FlowRunCount>`
    select flow_run_id, count(*) as count,
      count(*) filter (where not exists (select 1 from flow_runs where parent_task_run_id = found.id)) as own
    from (
      select id, flow_run_id from task_runs
      where flow_run_id in (select ${given.id(0)} from ${given.table}) limit ${cut}
    ) as found
    group by flow_run_id`;
});

/**
 * How many task runs each of the flow runs has, and how many of its own, which do not stand for subflows; undefined
 * where they are more than so many together.
 */
export async function countTaskRunRowsOfEach(
  db: Connection,
  flowRunIds: readonly string[],
  most: number,
): Promise<FlowRunCount[] | undefined> {
  const counts = await taskRunsOfEach(db, toJsonRows(flowRunIds.map((id) => [id])), most + 1);
  return total(counts) <= most ? counts : undefined;
}
