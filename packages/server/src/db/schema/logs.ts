import type { Timestamp } from "@reeve/protocol";

export type LogsTable = {
  id: string;
  created: Timestamp;
  name: string;
  level: number;
  message: string;
  timestamp: Timestamp;
  flow_run_id: string | null;
  task_run_id: string | null;
};
