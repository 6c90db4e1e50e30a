import type { CleanupOperation, ServerFrame, WorkerFrame } from "@reeve/protocol";
import type { CleanupTaker } from "../cleanup-messages/cleanup-taker.ts";
import { reserveCleanup } from "../cleanup-messages/reserve-cleanup.ts";
import {
  acknowledgeCleanup,
  releaseCleanup,
  renewCleanup,
  type SettledCleanup,
} from "../cleanup-messages/settle-cleanup.ts";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { GatheredLook } from "../gathered-look.ts";

export type CleanupFrame = Extract<WorkerFrame, { type: `cleanup.${string}` }>;

type Courier = {
  readonly context: Context;
  readonly commits: CommitSignal;
  readonly taker: CleanupTaker;
  /** How many messages the worker deals with at once; 0 for none ever. */
  readonly concurrency: number;
  send(frame: ServerFrame): void;
};

// Commits gather this long before somebody looks for messages; without any, leases still run out.
const GATHER_MS = 100;
const LOOK_EVERY_MS = 1_000;

const OPERATIONS: Readonly<Record<CleanupFrame["type"], CleanupOperation>> = {
  "cleanup.ack.v1": "ack",
  "cleanup.release.v1": "release",
  "cleanup.renew.v1": "renew",
};

/** Hands a worker what is to be cleaned up, as much at once as it can deal with, and settles what it answers. */
export class CleanupCourier implements Disposable {
  readonly #courier: Courier;
  /** The messages that the worker is at, and until when each is its own. */
  readonly #inHand = new Map<string, string>();
  readonly #stopListening: () => void = () => {};
  readonly #looking: NodeJS.Timeout | undefined;
  readonly #gathered: GatheredLook;
  #isClosed = false;

  constructor(courier: Courier) {
    this.#courier = courier;
    this.#gathered = new GatheredLook(
      GATHER_MS,
      () => this.#deliver(),
      (error) =>
        courier.context.log.error("A worker could not be told what to clean up", { error: String(error) }),
    );
    if (courier.concurrency === 0) return;
    this.#stopListening = courier.commits.listen(() => this.#gathered.wake());
    this.#looking = setInterval(() => this.#gathered.wake(), LOOK_EVERY_MS).unref();
    this.#gathered.wake();
  }

  /** Does what the worker says of a message it was given, and tells it what became of that. */
  async settle(frame: CleanupFrame): Promise<void> {
    const { message_id, reservation_token } = frame.payload;
    const settled = await this.#settle(frame).catch((error): SettledCleanup => {
      this.#courier.context.log.error("A worker's answer to a clean-up could not be stored", {
        error: String(error),
      });
      return { status: "error", reason: "cleanup_not_stored" };
    });
    if (settled.leaseExpiresAt) this.#inHand.set(reservation_token, settled.leaseExpiresAt);
    else if (settled.status !== "error") this.#inHand.delete(reservation_token);
    this.#courier.send({
      type: "cleanup.operation_result.v1",
      payload: {
        request_frame_id: frame.id,
        message_id,
        operation: OPERATIONS[frame.type],
        status: settled.status,
        lease_expires_at: settled.leaseExpiresAt ?? null,
        reason: settled.reason,
        detail: null,
      },
    });
    this.#gathered.wake();
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#stopListening();
    clearInterval(this.#looking);
    this.#gathered[Symbol.dispose]();
  }

  async #settle(frame: CleanupFrame): Promise<SettledCleanup> {
    const { context, taker, concurrency } = this.#courier;
    if (concurrency === 0) return { status: "unauthorized", reason: "cleanup_delivery_not_accepted" };
    const { message_id: messageId, reservation_token: token } = frame.payload;
    const reservation = { workPoolId: taker.workPoolId, messageId: messageId.toLowerCase(), token };
    if (frame.type === "cleanup.ack.v1") return acknowledgeCleanup(context, reservation);
    if (frame.type === "cleanup.renew.v1") return renewCleanup(context, reservation);
    const { reason } = frame.payload;
    return releaseCleanup(context, reservation, { reason, workerName: taker.workerName });
  }

  async #deliver(): Promise<void> {
    const { context, taker, send } = this.#courier;
    while (!this.#isClosed && this.#hasRoom()) {
      const message = await reserveCleanup(context, taker);
      if (!message) return;
      const {
        id: message_id,
        kind,
        reservation_token,
        lease_expires_at,
        delivery_count,
        work_queue_id,
      } = message;
      this.#inHand.set(reservation_token, lease_expires_at);
      const reservation = { message_id, reservation_token, lease_expires_at, delivery_count };
      const [target, data] = [JSON.parse(message.target), JSON.parse(message.data)];
      send({ type: "cleanup.message.v1", payload: { ...reservation, kind, work_queue_id, target, data } });
    }
  }

  #hasRoom(): boolean {
    const now = this.#courier.context.now();
    for (const [token, end] of this.#inHand) if (end <= now) this.#inHand.delete(token);
    return this.#inHand.size < this.#courier.concurrency;
  }
}
