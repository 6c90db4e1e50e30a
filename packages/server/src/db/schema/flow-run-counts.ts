import type { StateType } from "@reeve/protocol";
import type { FlowRunsTable } from "./flow-runs.ts";

/** How many flow runs there are of a kind. */
export type FlowRunCountsTable = {
  flow_id: string;
  deployment_id: string | null;
  work_queue_id: string | null;
  /** Not null where there is a parent; which one it is, is not kept. */
  parent_task_run_id: string | null;
  state_type: StateType | null;
  state_name: string | null;
  count: number;
  /** What tells the kind from all others, as one text. */
  key: string;
};

/** How many flow runs there are with the same tags, in one state. */
export type FlowRunTagCountsTable = Pick<
  FlowRunCountsTable,
  "parent_task_run_id" | "state_type" | "state_name" | "count" | "key"
> & {
  /** As runs have them; `null` as JSON for all that have too many to be told apart. */
  tags: string;
};

/** By how many a change made those more that look like this. */
export type FlowRunCountChangesTable = Omit<FlowRunCountsTable, "key"> &
  Pick<FlowRunsTable, "expected_start_time" | "start_time" | "sort_time"> & {
    /** Null of changes from before there were sums. */
    total_run_time: number | null;
    /** Null of changes from before runs were counted by them. */
    tags: string | null;
  };
