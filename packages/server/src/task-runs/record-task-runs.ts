import type { ReceivedEvent } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";
import { toStateColumns } from "../states/state-row.ts";
import { insertTaskRunStates, selectKnownFlowRuns, selectStoredKeys, upsertTaskRuns } from "./queries.ts";
import { type RecordedTaskRun, readTaskRunReport } from "./task-run-event.ts";

/**
 * Records a batch of task-run reports in a transaction of the caller's. Every state enters the history; a row changes
 * only for a state newer than its own, so reports may come in any order and more than once.
 * Answers the reports whose flow run is not there (yet): nothing of those is recorded.
 */
export async function recordTaskRuns(
  transaction: Connection,
  reports: readonly ReceivedEvent[],
): Promise<ReceivedEvent[]> {
  const read = reports.map((event) => ({ event, recorded: readTaskRunReport(event) }));
  const flowRunIds = new Set(
    read.map(({ recorded }) => recorded?.row.flow_run_id).filter((id) => id != null),
  );
  const known = await selectKnownFlowRuns(transaction, [...flowRunIds]);
  const orphans: ReceivedEvent[] = [];
  const recordable: RecordedTaskRun[] = [];
  for (const { event, recorded } of read) {
    if (!recorded) continue;
    const { flow_run_id } = recorded.row;
    if (flow_run_id === null || known.has(flow_run_id)) recordable.push(recorded);
    else orphans.push(event);
  }
  if (recordable.length > 0) await write(transaction, await underStoredIds(transaction, recordable));
  return orphans;
}

async function write(transaction: Connection, recorded: readonly RecordedTaskRun[]): Promise<void> {
  const newest = new Map<string, TaskRunsTable>();
  for (const { row } of recorded) {
    const other = newest.get(row.id);
    if (!other || other.state_timestamp! < row.state_timestamp!) newest.set(row.id, row);
  }
  await upsertTaskRuns(transaction, [...newest.values()]);
  const states = recorded.map(({ state, row }) => ({ ...toStateColumns(state), task_run_id: row.id }));
  await insertTaskRunStates(transaction, states);
}

/** A task that is run again may report a new id for the same place in its flow; the stored id stays. */
async function underStoredIds(
  transaction: Connection,
  recorded: readonly RecordedTaskRun[],
): Promise<RecordedTaskRun[]> {
  const keys = new Map(
    recorded.filter(({ row }) => row.flow_run_id !== null).map(({ row }) => [keyOf(row), row]),
  );
  const stored = keys.size > 0 ? await selectStoredKeys(transaction, [...keys.values()]) : [];
  const idByKey = new Map(stored.map((row) => [keyOf(row), row.id]));
  return recorded.map(({ state, row }) => {
    const key = keyOf(row);
    const id = row.flow_run_id === null ? row.id : (idByKey.get(key) ?? row.id);
    if (row.flow_run_id !== null) idByKey.set(key, id);
    return id === row.id ? { state, row } : { state, row: { ...row, id } };
  });
}

const keyOf = (row: { flow_run_id: string | null; task_key: string; dynamic_key: string }): string =>
  JSON.stringify([row.flow_run_id, row.task_key, row.dynamic_key]);
