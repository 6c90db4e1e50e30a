import type { Timestamp } from "@reeve/protocol";

/** When a run was last heard of, how often it is to be heard of, and from when on silence means that it is lost. */
export type FlowRunHeartbeatsTable = {
  flow_run_id: string;
  last_heartbeat: Timestamp;
  every_seconds: number;
  lost_from: Timestamp;
};
