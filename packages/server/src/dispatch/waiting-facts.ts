import type { FlowRun, Timestamp } from "@reeve/protocol";

/** A limit with the slots of it that are taken, and some of the runs that have them. */
export type LimitInSight = {
  readonly name: string;
  readonly limit: number;
  readonly taken: number;
  readonly holders: readonly { readonly id: string; readonly name: string }[];
};

/** All that decides whether a flow run may go, as it was found at one time. */
export type WaitingFacts = {
  readonly now: Timestamp;
  readonly flowRun: FlowRun;
  /** Null for a run without one; "deleted" when it is gone. */
  readonly deployment: DeploymentInSight | "deleted" | null;
  /** Null for a run in no queue, or in one that is gone. */
  readonly queue: QueueInSight | null;
  readonly deploymentLimit: LimitInSight | null;
  /** The limits of the tags of its task runs that have yet to run. */
  readonly tagLimits: readonly LimitInSight[];
};

export type DeploymentInSight = {
  readonly name: string;
  readonly isPaused: boolean;
  /** Whether somebody fetches its runs by its id, as `serve` does. */
  readonly isServed: boolean;
  readonly lastPolled: Timestamp | null;
};

export type QueueInSight = {
  readonly name: string;
  readonly isPaused: boolean;
  readonly limit: LimitInSight | null;
  readonly isPolled: boolean;
  readonly lastPolled: Timestamp | null;
  /** How many of its runs are due before this one. */
  readonly ahead: number;
  readonly pool: {
    readonly name: string;
    readonly type: string;
    readonly isPaused: boolean;
    readonly limit: LimitInSight | null;
    readonly onlineWorkers: readonly string[];
    readonly lastWorker: { readonly name: string; readonly heardOf: Timestamp } | null;
  };
};
