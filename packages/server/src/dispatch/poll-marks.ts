import type { Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { markDeploymentsOfQueuesPolled } from "../deployments/mark-deployments-polled.ts";
import { markQueuesPolled } from "../work-queues/mark-queues-polled.ts";

// A worker asks every few seconds, and there may be many: a queue's row is written this often at most.
const WRITE_EVERY_MS = 5_000;

/**
 * Remembers when queues were last asked for their runs, and writes it down now and then, all queues in one
 * transaction: a queue that nobody asked for a while at once, so that it is ready with the first poll.
 */
export class PollMarks implements AsyncDisposable {
  readonly #context: Context;
  readonly #pending = new Map<string, Timestamp>();
  /** When each queue was last written, by the clock of this process. */
  readonly #written = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Notes that queues were asked for their runs; resolves when those that nobody had asked for are written. */
  async note(queueIds: readonly string[]): Promise<void> {
    const now = this.#context.now();
    for (const id of queueIds) this.#pending.set(id, now);
    const isNews = queueIds.some(
      (id) => performance.now() - (this.#written.get(id) ?? -Infinity) > WRITE_EVERY_MS,
    );
    if (isNews) return this.#write();
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_EVERY_MS).unref();
  }

  /** Writes what is not yet written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return this.#writing;
    const polled = new Map(this.#pending);
    this.#pending.clear();
    for (const id of polled.keys()) this.#written.set(id, performance.now());
    const writing = markPolled(this.#context, polled).catch((error) =>
      this.#context.log.error("It could not be noted that work queues were polled", { error: String(error) }),
    );
    this.#writing = Promise.all([this.#writing, writing]).then(() => {});
    return writing;
  }
}

/** Queues before deployments, each in a transaction of its own: whoever changes a deployment may create a queue. */
async function markPolled(context: Context, polled: ReadonlyMap<string, Timestamp>): Promise<void> {
  await markQueuesPolled(context, polled);
  await markDeploymentsOfQueuesPolled(context, [...polled.keys()]);
}
