import type { Timestamp } from "@reeve/protocol";

/** `state_id` is the state whose data the artifact is, where it is a run's result. */
export type ArtifactsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  key: string | null;
  type: string | null;
  description: string | null;
  data: string | null;
  metadata_: string | null;
  flow_run_id: string | null;
  task_run_id: string | null;
  state_id: string | null;
};

/** The artifacts of one key, and which of them is the latest. */
export type ArtifactCollectionsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  key: string;
  latest_id: string;
};
