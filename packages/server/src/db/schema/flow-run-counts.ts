import type { StateType } from "@reeve/protocol";

/** How many flow runs there are of a kind, or by how many a change made them more. */
export type FlowRunCountChangesTable = {
  flow_id: string;
  deployment_id: string | null;
  work_queue_id: string | null;
  /** Not null where there is a parent; which one it is, is not kept. */
  parent_task_run_id: string | null;
  state_type: StateType | null;
  state_name: string | null;
  count: number;
};

export type FlowRunCountsTable = FlowRunCountChangesTable & {
  /** What tells the kind from all others, as one text. */
  key: string;
};
