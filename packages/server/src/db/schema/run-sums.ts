import type { StateType } from "@reeve/protocol";
import type { TaskRunsTable } from "./task-runs.ts";

/** How many runs of a state there are by a time, how long they ran and how late they started, in microseconds. */
export type RunSumsTable = {
  /** By which time of theirs the runs are summed, see `run-counts/clocks.ts`. */
  clock: number;
  /** The length of the time, and the minute it begins with, which is a multiple of that. */
  minutes: number;
  start: number;
  /** What tells the state from all others, as one text. */
  key: string;
  state_type: StateType | null;
  state_name: string | null;
  count: number;
  run_time: number;
  lateness: number;
};

/** How many task runs are over in a state. */
export type TaskRunCountsTable = Pick<RunSumsTable, "key" | "state_type" | "state_name" | "count">;

/** By how many a change made the task runs more that are over and look like this. */
export type TaskRunSumChangesTable = Pick<
  TaskRunsTable,
  "state_type" | "state_name" | "expected_start_time" | "start_time" | "total_run_time"
> & { count: number };
