import type { Timestamp } from "@reeve/protocol";

export type FlowRunInputsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  flow_run_id: string;
  key: string;
  value: string;
  sender: string | null;
};
