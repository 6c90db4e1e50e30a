import type { Timestamp } from "@reeve/protocol";

export type VariablesTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  value: string;
  tags: string;
};
