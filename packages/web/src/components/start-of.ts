import type { FlowRun } from "@reeve/protocol";

/** When a run began or, while it waits to begin (again), when it will; null when nobody knows. */
export const startOf = (run: FlowRun): string | null =>
  (run.state_type === "SCHEDULED" ? run.next_scheduled_start_time : null) ??
  run.start_time ??
  run.expected_start_time;
