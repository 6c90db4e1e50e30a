import type { EventTrigger, ReceivedEvent, Timestamp, Trigger } from "@reeve/protocol";
import { type Bucket, type Fired, passTime, receiveEvent } from "./bucket.ts";
import { addChildFiring, type ChildFiring, type CompositeTrigger } from "./composite-trigger.ts";
import { coversEvent, labelsOf } from "./event-trigger.ts";

/** A time at which the trigger fires, for what it counts apart, and the event that made it or was the last before. */
export type ReplayedFiring = Fired & { readonly labels: Readonly<Record<string, string>> };

// One that fires without end would otherwise keep the server from its work.
const MOST_WINDOWS = 10_000;

type Leaf = { readonly trigger: EventTrigger; readonly parents: readonly CompositeTrigger[] };
type Counter = { readonly leaf: Leaf; readonly labels: Record<string, string>; bucket: Bucket | undefined };

/** Lets events and time pass by a trigger in memory, and remembers when it fires. What it measures is left out. */
export class TriggerReplay {
  readonly firings: ReplayedFiring[] = [];
  readonly #leaves: readonly Leaf[];
  readonly #counters = new Map<string, Counter>();
  readonly #childFirings = new Map<string, ChildFiring[]>();
  #windows = 0;
  #order = 0;

  constructor(trigger: Trigger, start: Timestamp) {
    this.#leaves = leavesOf(trigger, []);
    // Those that wait from the beginning.
    for (const leaf of this.#leaves) {
      const { bucket } = passTime(leaf.trigger, undefined, start);
      if (bucket) this.#counter(leaf, {}).bucket = bucket;
    }
  }

  /** False when time went on for longer than is looked at. */
  get isWhole(): boolean {
    return this.#windows < MOST_WINDOWS;
  }

  /** Lets the trigger count an event; true when it covers it. Events come in the order in which they occurred. */
  receive(event: ReceivedEvent): boolean {
    this.passTime(event.occurred);
    const covering = this.#leaves.filter(({ trigger }) => coversEvent(trigger, event));
    for (const leaf of covering) {
      const counter = this.#counter(leaf, labelsOf(leaf.trigger, event));
      const { bucket, fired } = receiveEvent(leaf.trigger, counter.bucket, event);
      counter.bucket = bucket;
      if (fired) this.#fire(counter, fired);
    }
    return covering.length > 0;
  }

  /** Lets time pass up to an instant: what was to come by then has come or not. */
  passTime(until: Timestamp): void {
    for (;;) {
      const due = [...this.#counters.values()]
        .filter(({ leaf, bucket }) => leaf.trigger.posture === "Proactive" && bucket && bucket.end <= until)
        .toSorted((a, b) => (a.bucket!.end < b.bucket!.end ? -1 : 1));
      if (due.length === 0 || !this.isWhole) return;
      for (const counter of due) {
        this.#windows += 1;
        const { bucket, fired } = passTime(counter.leaf.trigger, counter.bucket, counter.bucket!.end);
        counter.bucket = bucket;
        if (fired) this.#fire(counter, fired);
      }
    }
  }

  #fire({ leaf, labels }: Counter, fired: Fired): void {
    this.#bubble({ ...fired, labels }, leaf.trigger.id, leaf.parents);
  }

  #bubble(firing: ReplayedFiring, triggerId: string, [parent, ...outer]: readonly CompositeTrigger[]): void {
    if (!parent) return void this.firings.push(firing);
    this.#order += 1;
    const known = this.#childFirings.get(parent.id) ?? [];
    const { kept, fired } = addChildFiring(parent, known, { triggerId, at: firing.at, order: this.#order });
    this.#childFirings.set(parent.id, kept);
    if (fired) this.#bubble({ ...firing, labels: {} }, parent.id, outer);
  }

  #counter(leaf: Leaf, labels: Record<string, string>): Counter {
    const key = `${leaf.trigger.id} ${JSON.stringify(Object.values(labels))}`;
    const known = this.#counters.get(key);
    if (known) return known;
    const counter: Counter = { leaf, labels, bucket: undefined };
    this.#counters.set(key, counter);
    return counter;
  }
}

function leavesOf(trigger: Trigger, parents: readonly CompositeTrigger[]): Leaf[] {
  if (trigger.type === "event") return [{ trigger, parents }];
  if (trigger.type === "metric") return [];
  return trigger.triggers.flatMap((child) => leavesOf(child, [trigger, ...parents]));
}
