import { DateTime, JsonObject, Maybe, oneOf, type Static, strict, Type, Uuid } from "./schema.ts";
import type { TSchema } from "./type-builder.ts";
import type { WorkPool } from "./work-pools.ts";

/**
 * The socket that the wire's workers keep open at `/api/work_pools/<name>/workers/connect`. The worker says hello and
 * then sends its heartbeats over it; the server answers with `worker.ready.v1`, tells of each change of the pool, and
 * hands out what is to be cleaned up. Runs are fetched over the API all the same.
 */
export const WORKER_CHANNEL_VERSION = "work_pool_worker_channel.v1";
export const REQUIRED_CAPABILITIES = ["work_pool_snapshot.v1", "worker_heartbeat.v1"] as const;
export const CLEANUP_CAPABILITY = "cleanup_delivery.v1";

/** What a worker may have to do away with: what is left of a run that did not stop in time, or of a claim. */
export const CleanupKind = oneOf("CleanupKind", [
  "cancelling_timeout_teardown.v1",
  "pending_claim_teardown.v1",
]);
export type CleanupKind = Static<typeof CleanupKind>;

const Text = Type.String({ minLength: 1 });
const positive = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });

export const WorkerHello = strict("WorkerHelloPayload", {
  consumer_id: Uuid,
  worker_name: Text,
  worker_type: Text,
  heartbeat_interval_seconds: positive,
  supported_channel_versions: Type.Array(Text, { minItems: 1 }),
  requested_capabilities: Type.Array(Text, { minItems: 1 }),
  work_queue_names: Type.Optional(Type.Array(Text)),
  handled_cleanup_kinds: Type.Optional(Type.Array(CleanupKind)),
  max_cleanup_concurrency: Type.Optional(Type.Integer({ minimum: 0 })),
  create_pool_if_not_found: Type.Optional(Type.Boolean()),
  default_base_job_template: Type.Optional(JsonObject),
  worker_metadata: Maybe(JsonObject),
});
export type WorkerHello = Static<typeof WorkerHello>;

export const WorkerHeartbeat = strict("WorkerHeartbeatPayload", {
  consumer_id: Uuid,
  worker_name: Text,
  heartbeat_interval_seconds: positive,
});
export type WorkerHeartbeat = Static<typeof WorkerHeartbeat>;

const reservation = { message_id: Uuid, reservation_token: Text };

/** A frame of the channel. */
const frame = <const T extends string, P extends TSchema>(type: T, payload: P) =>
  strict(type, { type: Type.Literal(type), id: Uuid, sent_at: DateTime, payload });

/** What a worker sends. */
export const WORKER_FRAMES = {
  "worker.hello.v1": frame("worker.hello.v1", WorkerHello),
  "worker.heartbeat.v1": frame("worker.heartbeat.v1", WorkerHeartbeat),
  "cleanup.ack.v1": frame("cleanup.ack.v1", strict("CleanupAckPayload", reservation)),
  "cleanup.release.v1": frame(
    "cleanup.release.v1",
    strict("CleanupReleasePayload", { ...reservation, reason: Text }),
  ),
  "cleanup.renew.v1": frame("cleanup.renew.v1", strict("CleanupRenewPayload", reservation)),
} as const;
export type WorkerFrame = Static<(typeof WORKER_FRAMES)[keyof typeof WORKER_FRAMES]>;

export type CleanupOperation = "ack" | "release" | "renew";
export type CleanupStatus =
  | "accepted"
  | "not_current"
  | "not_found"
  | "expired"
  | "invalid_token"
  | "unauthorized"
  | "dead_lettered"
  | "error";

export type WorkPoolSnapshot = { snapshot_sequence: number; reason: string; work_pool: WorkPool };

/** What the server sends, each with an id and a time of its own. */
export type ServerFrame =
  | {
      type: "worker.ready.v1";
      payload: {
        consumer_id: string;
        worker_id: null;
        selected_channel_version: typeof WORKER_CHANNEL_VERSION;
        effective_heartbeat_interval_seconds: number;
        accepted_capabilities: string[];
        rejected_capabilities: string[];
        effective_max_cleanup_concurrency: number;
        resolved_work_queues: { id: string; name: string }[];
        initial_snapshot: WorkPoolSnapshot;
      };
    }
  | { type: "work_pool.snapshot.v1"; payload: WorkPoolSnapshot }
  | {
      type: "cleanup.message.v1";
      payload: {
        message_id: string;
        kind: CleanupKind;
        reservation_token: string;
        lease_expires_at: string;
        delivery_count: number;
        work_queue_id: string | null;
        target: Record<string, unknown>;
        data: Record<string, unknown>;
      };
    }
  | {
      type: "cleanup.operation_result.v1";
      payload: {
        request_frame_id: string;
        message_id: string;
        operation: CleanupOperation;
        status: CleanupStatus;
        lease_expires_at: string | null;
        reason: string | null;
        detail: string | null;
      };
    };

/** Why the server closes a channel, with the code it closes it with. A worker comes back after 1011 alone. */
export const CHANNEL_CLOSE_CODES = {
  authentication_failed: 1008,
  authorization_failed: 1008,
  unsupported_version: 1008,
  protocol_error: 1002,
  heartbeat_persistence_failed: 1011,
  transient_server_error: 1011,
} as const satisfies Record<string, number>;
export type ChannelCloseReason = keyof typeof CHANNEL_CLOSE_CODES;
