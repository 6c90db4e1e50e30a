import type { CleanupKind } from "@reeve/protocol";

/** Who can take a message on: a worker of a pool, by its name, and what it knows to do. */
export type CleanupTaker = {
  readonly workPoolId: string;
  readonly workerName: string;
  readonly kinds: readonly CleanupKind[];
  /** Its own queues, whose messages come first. */
  readonly queueIds: readonly string[];
};
