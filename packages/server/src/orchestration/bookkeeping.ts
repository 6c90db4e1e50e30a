import {
  addSeconds,
  type FlowRun,
  isTerminal,
  type State,
  type StateType,
  secondsBetween,
  type TaskRun,
  type Timestamp,
} from "@reeve/protocol";
import { NEWEST_CLIENT, type ProposingClient } from "./proposing-client.ts";

/** The columns of a run's row that a state change may touch, as they stand. */
export type RunTimes = Pick<
  FlowRun,
  | "run_count"
  | "start_time"
  | "end_time"
  | "total_run_time"
  | "expected_start_time"
  | "next_scheduled_start_time"
>;

/** What the row says about its current state. */
export type CurrentStateColumns = {
  readonly state_id: string;
  readonly state_type: StateType;
  readonly state_name: string | null;
  readonly state_timestamp: Timestamp;
};

/** The new values of a flow run's columns; the policy is the same object when it did not change. */
export type FlowRunColumns = RunTimes & CurrentStateColumns & Pick<FlowRun, "empirical_policy">;

/** The new values of a task run's columns. */
export type TaskRunColumns = RunTimes & CurrentStateColumns & Pick<TaskRun, "flow_run_run_count">;

/** Now, or the first microsecond after the previous state: a run's states have different times, in order. */
export function timestampAfter(previous: Pick<State, "timestamp"> | null, now: Timestamp): Timestamp {
  if (previous === null || previous.timestamp < now) return now;
  return addSeconds(previous.timestamp, 0.000001);
}

/** The columns of a flow run after the state `next` is written to it. */
export function applyToFlowRun(
  flowRun: RunTimes & Pick<FlowRun, "empirical_policy">,
  previous: State | null,
  next: State,
  { knowsPauses }: Pick<ProposingClient, "knowsPauses"> = NEWEST_CLIENT,
): FlowRunColumns {
  const policy = flowRun.empirical_policy;
  const resumes = policy.resuming && knowsPauses;
  const endsResuming = resumes && (next.type === "RUNNING" || isTerminal(next.type));
  return {
    ...currentState(next),
    ...times(flowRun, previous, next),
    // A run that goes on after a pause is still in the same attempt.
    run_count: flowRun.run_count + (next.type === "RUNNING" && !resumes ? 1 : 0),
    empirical_policy: endsResuming ? { ...policy, resuming: false } : policy,
  };
}

/** The columns of a task run after the state `next` is written to it. */
export function applyToTaskRun(
  taskRun: RunTimes & Pick<TaskRun, "flow_run_run_count">,
  previous: State | null,
  next: State,
): TaskRunColumns {
  return {
    ...currentState(next),
    ...times(taskRun, previous, next),
    run_count: taskRun.run_count + (next.type === "RUNNING" ? 1 : 0),
    flow_run_run_count: taskRun.flow_run_run_count,
  };
}

/** The run time so far in seconds; it goes on while the run is RUNNING. */
export function estimateRunTime(
  run: {
    readonly total_run_time: number;
    readonly state_type: StateType | null;
    readonly state_timestamp: Timestamp | null;
  },
  now: Timestamp,
): number {
  if (run.state_type !== "RUNNING" || run.state_timestamp === null) return run.total_run_time;
  return run.total_run_time + Math.max(0, secondsBetween(run.state_timestamp, now));
}

/** How many seconds late the run started, or is by now when it has not started; never negative. */
export function estimateStartTimeDelta(
  run: Pick<FlowRun, "start_time" | "expected_start_time" | "state_type">,
  now: Timestamp,
): number {
  const { start_time, expected_start_time, state_type } = run;
  if (expected_start_time === null) return 0;
  if (start_time !== null) return Math.max(0, secondsBetween(expected_start_time, start_time));
  if (state_type !== null && isTerminal(state_type)) return 0;
  return Math.max(0, secondsBetween(expected_start_time, now));
}

function currentState(next: State): CurrentStateColumns {
  return {
    state_id: next.id,
    state_type: next.type,
    state_name: next.name,
    state_timestamp: next.timestamp,
  };
}

function times(run: RunTimes, previous: State | null, next: State): Omit<RunTimes, "run_count"> {
  const ends = isTerminal(next.type);
  const scheduledTime = next.type === "SCHEDULED" ? (next.state_details.scheduled_time ?? null) : null;
  const ranFor = previous?.type === "RUNNING" ? secondsBetween(previous.timestamp, next.timestamp) : 0;
  return {
    // A run cancelled before it started gets both times, so that lists sorted by them hold it.
    start_time: run.start_time ?? (next.type === "RUNNING" || ends ? next.timestamp : null),
    end_time: ends ? (run.end_time ?? next.timestamp) : null,
    total_run_time: run.total_run_time + ranFor,
    expected_start_time: run.expected_start_time ?? scheduledTime ?? next.timestamp,
    next_scheduled_start_time: scheduledTime,
  };
}
