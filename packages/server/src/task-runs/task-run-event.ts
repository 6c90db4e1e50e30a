import {
  isTerminal,
  parseTimestamp,
  type ReceivedEvent,
  STATE_TYPES,
  type State,
  type StateType,
} from "@reeve/protocol";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";
import { completeProposal } from "../orchestration/mint-state.ts";
import { completePolicy } from "./task-run-row.ts";

/** What an event of a task run's own engine tells: the state it entered and its row as it then stood. */
export type RecordedTaskRun = { state: State; row: TaskRunsTable };

const RESOURCE_PREFIX = "prefect.task-run.";

/** True for events by which a client reports the task runs it orchestrates itself. */
export const isTaskRunReport = ({ event, resource }: Pick<ReceivedEvent, "event" | "resource">): boolean =>
  event.startsWith(RESOURCE_PREFIX) && resource["prefect.orchestration"] === "client";

/** Reads a report; undefined when it lacks what a task run needs. */
export function readTaskRunReport(event: ReceivedEvent): RecordedTaskRun | undefined {
  const id = event.resource["prefect.resource.id"]?.slice(RESOURCE_PREFIX.length);
  const payload = event.payload as { validated_state?: Partial<State>; task_run?: Record<string, unknown> };
  const { validated_state: reported, task_run: taskRun } = payload;
  if (!id || !taskRun || !reported || !STATE_TYPES.includes(reported.type as StateType)) return undefined;
  const flowRunId = idInRole(event, "flow-run");
  const state = stateOf(event, id, flowRunId, { ...reported, type: reported.type as StateType });
  return { state, row: rowOf(event, id, flowRunId, taskRun, state) };
}

function stateOf(
  event: ReceivedEvent,
  taskRunId: string,
  flowRunId: string | null,
  reported: Partial<State> & { type: StateType },
): State {
  const proposal = completeProposal(reported, event.occurred);
  const ids = { flow_run_id: flowRunId, task_run_id: taskRunId };
  return {
    ...proposal,
    id: event.id,
    timestamp: event.occurred,
    state_details: { ...proposal.state_details, ...ids },
  };
}

function rowOf(
  event: ReceivedEvent,
  id: string,
  flowRunId: string | null,
  taskRun: Record<string, unknown>,
  state: State,
): TaskRunsTable {
  const scheduled = state.type === "SCHEDULED" ? (state.state_details.scheduled_time ?? null) : null;
  return {
    id,
    created: event.received,
    updated: event.received,
    name: text(taskRun.name) ?? event.resource["prefect.resource.name"] ?? id,
    flow_run_id: flowRunId,
    task_key: text(taskRun.task_key) ?? "",
    dynamic_key: text(taskRun.dynamic_key) ?? id,
    cache_key: text(taskRun.cache_key),
    cache_expiration: time(taskRun.cache_expiration),
    task_version: text(taskRun.task_version),
    empirical_policy: JSON.stringify(completePolicy(record(taskRun.empirical_policy))),
    tags: JSON.stringify(Array.isArray(taskRun.tags) ? taskRun.tags : []),
    labels: JSON.stringify(record(taskRun.labels)),
    task_inputs: JSON.stringify(record(taskRun.task_inputs)),
    state_id: state.id,
    state_type: state.type,
    state_name: state.name,
    state_timestamp: state.timestamp,
    run_count: number(taskRun.run_count),
    flow_run_run_count: number(taskRun.flow_run_run_count),
    expected_start_time: time(taskRun.expected_start_time),
    next_scheduled_start_time: scheduled,
    start_time: time(taskRun.start_time) ?? (state.type === "RUNNING" ? state.timestamp : null),
    end_time: time(taskRun.end_time) ?? (isTerminal(state.type) ? state.timestamp : null),
    total_run_time: number(taskRun.total_run_time),
  };
}

function idInRole({ related }: ReceivedEvent, role: string): string | null {
  const found = related.find((resource) => resource["prefect.resource.role"] === role);
  return found?.["prefect.resource.id"]?.slice(`prefect.${role}.`.length) ?? null;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const time = (value: unknown): string | null =>
  typeof value === "string" ? (parseTimestamp(value) ?? null) : null;
