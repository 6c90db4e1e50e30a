import type { Timestamp } from "@reeve/protocol";

export type FlowsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  tags: string;
  labels: string;
};
