import {
  type ChannelCloseReason,
  ReeveError,
  type ServerFrame,
  WORKER_CHANNEL_VERSION,
  type WorkerFrame,
  type WorkerHeartbeat,
  type WorkerHello,
  type WorkPool,
} from "@reeve/protocol";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import type { EventFeed } from "../events/event-feed.ts";
import { sendWorkerHeartbeat } from "../workers/send-worker-heartbeat.ts";
import { type Agreement, agree } from "./agree.ts";
import { CleanupCourier } from "./cleanup-courier.ts";
import { openChannel } from "./open-channel.ts";
import { PoolWatch } from "./pool-watch.ts";

/** What a channel needs of the socket it runs over, and of the server. */
export type ChannelEnds = {
  readonly context: Context;
  readonly feed: EventFeed;
  readonly commits: CommitSignal;
  readonly poolName: string;
  send(frame: ServerFrame): void;
  close(reason: ChannelCloseReason): void;
};

/** A worker that said hello. */
type Known = { readonly hello: WorkerHello; readonly courier: CleanupCourier };

/** One worker's channel, from its hello to the end of its socket. Frames are to be given to it one after another. */
export class WorkerChannel implements Disposable {
  readonly #ends: ChannelEnds;
  readonly #watch: PoolWatch;
  #known: Known | undefined;
  #sequence = 0;
  #isClosed = false;

  constructor(ends: ChannelEnds) {
    this.#ends = ends;
    this.#watch = new PoolWatch(ends.context, ends.feed, {
      onChange: (pool, reason) =>
        ends.send({ type: "work_pool.snapshot.v1", payload: this.#snapshot(pool, reason) }),
      onGone: () => ends.close("authorization_failed"),
    });
  }

  /** Does what a frame asks for; what goes wrong closes the channel with its reason. */
  async receive(frame: WorkerFrame): Promise<void> {
    if (!this.#known) {
      if (frame.type === "worker.hello.v1") await this.#greet(frame.payload);
      else this.#ends.close("protocol_error");
    } else if (frame.type === "worker.heartbeat.v1") {
      await this.#noteHeartbeat(this.#known, frame.payload);
    } else if (frame.type === "worker.hello.v1") {
      this.#ends.close("protocol_error");
    } else {
      await this.#known.courier.settle(frame);
    }
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#watch[Symbol.dispose]();
    this.#known?.courier[Symbol.dispose]();
  }

  async #greet(hello: WorkerHello): Promise<void> {
    const agreement = agree(hello);
    if (typeof agreement === "string") return this.#ends.close(agreement);
    const { context, poolName } = this.#ends;
    try {
      await this.#watch.begin();
      const { pool, queues } = await openChannel(context, poolName, hello);
      // The worker may have left meanwhile.
      if (this.#isClosed) return this[Symbol.dispose]();
      this.#sendReady(hello, agreement, { pool, queues });
      this.#watch.know(pool);
      const courier = new CleanupCourier({
        ...this.#ends,
        taker: {
          workPoolId: pool.id,
          workerName: hello.worker_name,
          kinds: agreement.cleanupKinds,
          queueIds: queues.map(({ id }) => id),
        },
        concurrency: agreement.cleanupConcurrency,
      });
      this.#known = { hello, courier };
    } catch (error) {
      this.#ends.close(this.#reasonOf(error, "transient_server_error"));
    }
  }

  #sendReady(
    hello: WorkerHello,
    agreement: Agreement,
    { pool, queues }: Awaited<ReturnType<typeof openChannel>>,
  ): void {
    this.#ends.send({
      type: "worker.ready.v1",
      payload: {
        consumer_id: hello.consumer_id,
        worker_id: null,
        selected_channel_version: WORKER_CHANNEL_VERSION,
        effective_heartbeat_interval_seconds: hello.heartbeat_interval_seconds,
        accepted_capabilities: agreement.accepted,
        rejected_capabilities: agreement.rejected,
        effective_max_cleanup_concurrency: agreement.cleanupConcurrency,
        resolved_work_queues: [...queues],
        initial_snapshot: this.#snapshot(pool, "initial"),
      },
    });
  }

  async #noteHeartbeat(known: Known, heartbeat: WorkerHeartbeat): Promise<void> {
    const { consumer_id, worker_name } = known.hello;
    if (heartbeat.consumer_id !== consumer_id || heartbeat.worker_name !== worker_name) {
      return this.#ends.close("protocol_error");
    }
    try {
      const { heartbeat_interval_seconds } = heartbeat;
      await sendWorkerHeartbeat(this.#ends.context, this.#ends.poolName, {
        name: worker_name,
        heartbeat_interval_seconds,
      });
      await this.#watch.compare("heartbeat_reconciliation");
    } catch (error) {
      this.#ends.close(this.#reasonOf(error, "heartbeat_persistence_failed"));
    }
  }

  #snapshot(work_pool: WorkPool, reason: string) {
    this.#sequence += 1;
    return { snapshot_sequence: this.#sequence, reason, work_pool };
  }

  #reasonOf(error: unknown, otherwise: ChannelCloseReason): ChannelCloseReason {
    const code = error instanceof ReeveError ? error.code : undefined;
    if (code === "not_found" || code === "forbidden") return "authorization_failed";
    if (code === "unprocessable") return "protocol_error";
    this.#ends.context.log.error("A worker's channel broke off", { error: String(error) });
    return otherwise;
  }
}
