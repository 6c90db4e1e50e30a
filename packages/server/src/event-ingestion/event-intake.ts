import type { ReceivedEvent } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { recordHeartbeats } from "../lost-runs/record-heartbeats.ts";
import { recordTaskRuns } from "../task-runs/record-task-runs.ts";
import { isTaskRunReport } from "../task-runs/task-run-event.ts";

// Large enough that a commit is shared by many events, small enough that it does not hold up other requests.
const LARGEST_BATCH = 250;
// Events that trickle in are stored this far apart, many to a commit; the first after a while at once. Pages
// are brought up to date less often than that.
const GATHER_MS = 100;
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
  #storedAt = Number.NEGATIVE_INFINITY;
  #isUrgent = false;
  #endGathering: () => void = () => {};
  readonly #retries = new Set<NodeJS.Timeout>();
  #retrying: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Stores the events soon; those known already are left as they are. */
  accept(events: readonly ReceivedEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (this.#sizeOfWaiting() >= LARGEST_BATCH) this.hurry();
      this.#storing ??= this.#storeAll();
    });
  }

  /** Stores at once what was accepted so far: somebody waits for it. */
  hurry(): void {
    this.#isUrgent = this.#waiting.length > 0;
    this.#endGathering();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.hurry();
    for (const timer of this.#retries) clearTimeout(timer);
    await Promise.all([this.#storing, this.#retrying]);
  }

  async #storeAll(): Promise<void> {
    // Whatever else arrives in this turn of the event loop joins the batch.
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length > 0) {
      await this.#gather();
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

  /** Resolves when it is time to store what has arrived. */
  async #gather(): Promise<void> {
    const remainingMs = this.#storedAt + GATHER_MS - performance.now();
    if (remainingMs > 0 && !this.#isUrgent) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, remainingMs);
        this.#endGathering = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#storedAt = performance.now();
  }

  #sizeOfWaiting(): number {
    return this.#waiting.reduce((size, { events }) => size + events.length, 0);
  }

  #nextBatch(): Waiting[] {
    let size = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || size < LARGEST_BATCH)) {
      size += this.#waiting[count]!.events.length;
      count++;
    }
    const batch = this.#waiting.splice(0, count);
    this.#isUrgent &&= this.#waiting.length > 0;
    return batch;
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
