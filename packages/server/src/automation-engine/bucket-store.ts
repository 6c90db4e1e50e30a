import { createHash } from "node:crypto";
import type { Connection } from "../db/database.ts";
import { type BucketKey, type BucketRow, deleteBuckets, selectBuckets, upsertBuckets } from "./queries.ts";
import type { Bucket } from "./triggers/bucket.ts";
import type { WatchedTrigger } from "./triggers/trigger-index.ts";

/** What a trigger counts apart from what else it counts. */
export type Counter = { readonly watched: WatchedTrigger; readonly labels: Readonly<Record<string, string>> };

// As long as a key of an index may well be.
const LONGEST_KEY = 200;

/** The buckets that one transaction works on: read together before, written together after. */
export class BucketStore {
  readonly #transaction: Connection;
  readonly #buckets = new Map<string, Bucket | undefined>();
  readonly #changed = new Map<string, Counter>();

  constructor(transaction: Connection) {
    this.#transaction = transaction;
  }

  /** Reads the buckets of the counters. */
  async load(counters: readonly Counter[]): Promise<void> {
    const keys = new Map(counters.map((counter) => [keyOf(counter), rowKeyOf(counter)]));
    for (const key of keys.keys()) if (!this.#buckets.has(key)) this.#buckets.set(key, undefined);
    for (const row of await selectBuckets(this.#transaction, [...keys.values()])) this.take(row);
  }

  /** Works on a bucket that was read already. */
  take(row: BucketRow): void {
    this.#buckets.set(`${row.trigger_id} ${row.bucketing_key}`, toBucket(row));
  }

  get(counter: Counter): Bucket | undefined {
    return this.#buckets.get(keyOf(counter));
  }

  set(counter: Counter, bucket: Bucket | undefined): void {
    const key = keyOf(counter);
    if (this.#buckets.get(key) === bucket) return;
    this.#buckets.set(key, bucket);
    this.#changed.set(key, counter);
  }

  /** Writes what has changed. */
  async save(): Promise<void> {
    const changed = [...this.#changed.values()];
    const rows = changed.flatMap((counter) => {
      const bucket = this.get(counter);
      return bucket ? [toRow(counter, bucket)] : [];
    });
    const gone = changed.filter((counter) => !this.get(counter)).map(rowKeyOf);
    await upsertBuckets(this.#transaction, rows);
    await deleteBuckets(this.#transaction, gone);
  }
}

/** A trigger's counter as its bucket names it. */
export const counterOf = (watched: WatchedTrigger, row: BucketRow): Counter => ({
  watched,
  labels: JSON.parse(row.labels),
});

const toBucket = ({ start, until, count, last_event_id }: BucketRow): Bucket => ({
  start,
  end: until,
  count,
  lastEventId: last_event_id,
});

const toRow = (counter: Counter, bucket: Bucket): BucketRow => ({
  ...rowKeyOf(counter),
  automation_id: counter.watched.automation.id,
  labels: JSON.stringify(counter.labels),
  is_proactive: Number(counter.watched.trigger.posture === "Proactive"),
  start: bucket.start,
  until: bucket.end,
  count: bucket.count,
  last_event_id: bucket.lastEventId,
});

function rowKeyOf({ watched, labels }: Counter): BucketKey {
  const text = JSON.stringify(Object.values(labels));
  const key = text.length <= LONGEST_KEY ? text : createHash("sha256").update(text).digest("hex");
  return { trigger_id: watched.trigger.id, bucketing_key: key };
}

function keyOf(counter: Counter): string {
  const { trigger_id, bucketing_key } = rowKeyOf(counter);
  return `${trigger_id} ${bucketing_key}`;
}
