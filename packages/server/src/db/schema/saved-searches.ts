import type { Timestamp } from "@reeve/protocol";

export type SavedSearchesTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  filters: string;
};
