import {
  CLEANUP_CAPABILITY,
  type CleanupKind,
  REQUIRED_CAPABILITIES,
  WORKER_CHANNEL_VERSION,
  type WorkerHello,
} from "@reeve/protocol";

/** What a worker and this server will do over the channel, of what the worker asked for. */
export type Agreement = {
  readonly accepted: string[];
  readonly rejected: string[];
  readonly cleanupKinds: readonly CleanupKind[];
  /** How many things the worker cleans up at once; 0 when it does not. */
  readonly cleanupConcurrency: number;
};

/** Agrees with a worker on what the channel is used for, or answers why they cannot. */
export function agree(hello: WorkerHello): Agreement | "unsupported_version" | "protocol_error" {
  if (!hello.supported_channel_versions.includes(WORKER_CHANNEL_VERSION)) return "unsupported_version";
  const requested = [...new Set(hello.requested_capabilities)];
  if (!REQUIRED_CAPABILITIES.every((capability) => requested.includes(capability))) return "protocol_error";
  const kinds = hello.handled_cleanup_kinds ?? [];
  const asksForCleanup = requested.includes(CLEANUP_CAPABILITY);
  const concurrency = hello.max_cleanup_concurrency ?? (asksForCleanup && kinds.length > 0 ? 1 : 0);
  if (!asksForCleanup && (kinds.length > 0 || concurrency > 0)) return "protocol_error";
  const cleansUp = asksForCleanup && kinds.length > 0 && concurrency > 0;
  const accepted: string[] = [...REQUIRED_CAPABILITIES, ...(cleansUp ? [CLEANUP_CAPABILITY] : [])];
  return {
    accepted,
    rejected: requested.filter((capability) => !accepted.includes(capability)),
    cleanupKinds: cleansUp ? kinds : [],
    cleanupConcurrency: cleansUp ? concurrency : 0,
  };
}
