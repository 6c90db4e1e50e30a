import type { ReceivedEvent } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { recordHeartbeats } from "../lost-runs/record-heartbeats.ts";
import { recordTaskRuns } from "../task-runs/record-task-runs.ts";
import { isTaskRunReport } from "../task-runs/task-run-event.ts";

// Large enough that a commit is shared by many events, small enough that it does not hold up other requests.
const LARGEST_BATCH = 250;
// A report can overtake the creation of its flow run by a moment, when they come through different connections.
const ATTEMPTS = 5;
const RETRY_MS = 100;

type Waiting = { events: readonly ReceivedEvent[]; resolve(): void; reject(error: unknown): void };

/**
 * Where all events of clients come in. They are stored many to a transaction, task-run reports together with
 * the task runs they tell of; `accept` resolves when everything it was given is committed.
 */
export class EventIntake implements AsyncDisposable {
  readonly #context: Context;
  #waiting: Waiting[] = [];
  #storing: Promise<void> | null = null;
  readonly #retries = new Set<NodeJS.Timeout>();
  #retrying: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Stores the events; those known already are left as they are. */
  accept(events: readonly ReceivedEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#storing ??= this.#storeAll();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#retries) clearTimeout(timer);
    await Promise.all([this.#storing, this.#retrying]);
  }

  async #storeAll(): Promise<void> {
    // Whatever else arrives in this turn of the event loop joins the batch.
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      const events = batch.flatMap((waiting) => waiting.events);
      try {
        await this.#store(events, 1);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#storing = null;
  }

  #nextBatch(): Waiting[] {
    let size = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || size < LARGEST_BATCH)) {
      size += this.#waiting[count]!.events.length;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #store(events: readonly ReceivedEvent[], attempt: number): Promise<void> {
    const reports = events.filter(isTaskRunReport);
    const orphans = await this.#context.db.write(async (transaction) => {
      if (attempt === 1) {
        await appendEvents(transaction, events);
        await recordHeartbeats(transaction, events);
      }
      return recordTaskRuns(transaction, reports);
    });
    this.#context.wakeReaders();
    if (orphans.length > 0) this.#retryLater(orphans, attempt + 1);
  }

  #retryLater(orphans: readonly ReceivedEvent[], attempt: number): void {
    if (this.#isClosed) return;
    if (attempt > ATTEMPTS) {
      const ids = orphans.slice(0, 3).map((event) => event.resource["prefect.resource.id"]);
      this.#context.log.error("Task runs were reported for a flow run that does not exist", {
        count: orphans.length,
        first: ids.join(", "),
      });
      return;
    }
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      const stored = this.#store(orphans, attempt).catch((error) => {
        this.#context.log.error("Task runs could not be recorded; trying again", { error: String(error) });
        this.#retryLater(orphans, attempt + 1);
      });
      this.#retrying = Promise.all([this.#retrying, stored]);
    }, RETRY_MS * attempt);
    this.#retries.add(timer);
  }
}
