import type { StateType, Timestamp } from "@reeve/protocol";

type StateColumns = {
  id: string;
  type: StateType;
  name: string | null;
  timestamp: Timestamp;
  message: string | null;
  data: string | null;
  state_details: string;
};

export type FlowRunStatesTable = StateColumns & { flow_run_id: string };
export type TaskRunStatesTable = StateColumns & { task_run_id: string };
