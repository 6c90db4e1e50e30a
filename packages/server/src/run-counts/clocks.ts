const clock = <R extends string, T extends string, C extends number, F extends string>(
  runs: R,
  time: T,
  names: { clock: C; filter: F },
) => ({ runs, time, ...names });

/**
 * The times of runs by which they are summed: `clock` tells one in `run_sums`, `filter` is what filters call it. By
 * when task runs started those are summed that are over.
 */
export const CLOCKS = {
  flowRunsExpected: clock("flow_runs", "expected_start_time", { clock: 1, filter: "expected_start_time" }),
  flowRunsBegun: clock("flow_runs", "sort_time", { clock: 2, filter: "start_time" }),
  taskRunsExpected: clock("task_runs", "expected_start_time", { clock: 3, filter: "expected_start_time" }),
  taskRunsStarted: clock("task_runs", "start_time", { clock: 4, filter: "start_time" }),
};

export type Clock = (typeof CLOCKS)[keyof typeof CLOCKS];
