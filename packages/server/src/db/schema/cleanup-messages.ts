import type { CleanupKind, Timestamp } from "@reeve/protocol";

/**
 * What a worker of a pool is to clean up. While one does, it holds a reservation: a token until a time. The worker
 * that gave it back last is `released_by`, and is not given it again before `available_from`.
 */
export type CleanupMessagesTable = {
  id: string;
  created: Timestamp;
  work_pool_id: string;
  work_queue_id: string | null;
  idempotency_key: string;
  kind: CleanupKind;
  target: string;
  data: string;
  delivery_count: number;
  reservation_token: string | null;
  lease_expires_at: Timestamp | null;
  released_by: string | null;
  available_from: Timestamp | null;
};
