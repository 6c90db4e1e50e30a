import type { FlowRun } from "@reeve/protocol";

/** When a run began, or when it is to begin; null when nobody knows. */
export const startOf = (run: FlowRun): string | null =>
  run.start_time ?? run.next_scheduled_start_time ?? run.expected_start_time;
