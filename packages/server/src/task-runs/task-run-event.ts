import {
  isTerminal,
  parseTimestamp,
  type ReceivedEvent,
  STATE_TYPES,
  type State,
  type StateCreate,
  type StateType,
} from "@reeve/protocol";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";
import { completeProposal } from "../orchestration/mint-state.ts";
import { isUuid } from "../uuid.ts";
import { completePolicy } from "./task-run-row.ts";

/** What an event of a task run's own engine tells: the state it entered and its row as it then stood. */
export type RecordedTaskRun = { state: State; row: TaskRunsTable };

const RESOURCE_PREFIX = "prefect.task-run.";
// What an index of PostgreSQL can hold is 2,704 bytes for all columns of a key.
const LONGEST_KEY = 600;
const LARGEST_COUNT = 2 ** 31 - 1;

/** True for events by which a client reports the task runs it orchestrates itself. */
export const isTaskRunReport = ({ event, resource }: Pick<ReceivedEvent, "event" | "resource">): boolean =>
  event.startsWith(RESOURCE_PREFIX) && resource["prefect.orchestration"] === "client";

/**
 * Reads a report; undefined when it lacks what a task run needs. What else is odd about it is left out,
 * so that no report can fail the ones that are stored with it.
 */
export function readTaskRunReport(event: ReceivedEvent): RecordedTaskRun | undefined {
  const id = event.resource["prefect.resource.id"]?.slice(RESOURCE_PREFIX.length).toLowerCase() ?? "";
  const flowRunId = idInRole(event, "flow-run");
  const { validated_state: reported, task_run: taskRun } = event.payload;
  if (!isUuid(id) || (flowRunId !== null && !isUuid(flowRunId))) return undefined;
  if (!isRecord(reported) || !isRecord(taskRun) || !isStateType(reported.type)) return undefined;
  const state = stateOf(event, id, flowRunId, reportedState(reported, reported.type));
  const row = rowOf(event, id, flowRunId, taskRun, state);
  return isIndexable(row.task_key) && isIndexable(row.dynamic_key) ? { state, row } : undefined;
}

function reportedState(reported: Record<string, unknown>, type: StateType): StateCreate {
  const details = record(reported.state_details);
  return {
    type,
    name: text(reported.name),
    message: text(reported.message),
    data: reported.data ?? null,
    state_details: {
      ...details,
      scheduled_time: time(details.scheduled_time),
      cache_expiration: time(details.cache_expiration),
      pause_timeout: time(details.pause_timeout),
    },
  };
}

function stateOf(
  event: ReceivedEvent,
  taskRunId: string,
  flowRunId: string | null,
  reported: StateCreate,
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
    task_key: key(taskRun.task_key),
    dynamic_key: key(taskRun.dynamic_key) || id,
    cache_key: text(taskRun.cache_key),
    cache_expiration: time(taskRun.cache_expiration),
    task_version: text(taskRun.task_version),
    empirical_policy: JSON.stringify(completePolicy(record(taskRun.empirical_policy))),
    tags: JSON.stringify(list(taskRun.tags).filter((tag) => typeof tag === "string")),
    labels: JSON.stringify(record(taskRun.labels)),
    task_inputs: JSON.stringify(inputs(taskRun.task_inputs)),
    state_id: state.id,
    state_type: state.type,
    state_name: state.name,
    state_timestamp: state.timestamp,
    run_count: count(taskRun.run_count),
    flow_run_run_count: count(taskRun.flow_run_run_count),
    expected_start_time: time(taskRun.expected_start_time),
    next_scheduled_start_time: scheduled,
    start_time: time(taskRun.start_time) ?? (state.type === "RUNNING" ? state.timestamp : null),
    end_time: time(taskRun.end_time) ?? (isTerminal(state.type) ? state.timestamp : null),
    total_run_time: number(taskRun.total_run_time),
  };
}

function idInRole({ related }: ReceivedEvent, role: string): string | null {
  const found = related.find((resource) => resource["prefect.resource.role"] === role);
  return found?.["prefect.resource.id"]?.slice(`prefect.${role}.`.length).toLowerCase() ?? null;
}

/** The sources of each argument, without what is not in the form of one: graphs are drawn from them. */
const inputs = (value: unknown): Record<string, unknown[]> =>
  Object.fromEntries(
    Object.entries(record(value)).map(([name, sources]) => [name, list(sources).filter(isRecord)]),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isStateType = (value: unknown): value is StateType => STATE_TYPES.includes(value as StateType);
const isIndexable = (key: string): boolean => key.length <= LONGEST_KEY;

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
/** A part of the natural key, as the database will store it. */
const key = (value: unknown): string => (text(value) ?? "").replaceAll("\0", "");
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const count = (value: unknown): number =>
  Number.isInteger(value) && (value as number) >= 0 ? Math.min(value as number, LARGEST_COUNT) : 0;
const time = (value: unknown): string | null =>
  typeof value === "string" ? (parseTimestamp(value) ?? null) : null;
