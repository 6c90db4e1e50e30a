import { type Automation, newId, type ReceivedEvent, type Timestamp, toMicroseconds } from "@reeve/protocol";
import { SCHEDULE_DUE } from "../automations/schedule-trigger.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { getEvents } from "../events/reading-place.ts";
import type { AutomationWatch } from "./automation-watch.ts";
import { BucketStore, type Counter } from "./bucket-store.ts";
import type { Firing } from "./firing.ts";
import { depthOf, invocationsOf, stateEvent, type TriggerState } from "./invocation.ts";
import { insertInvocations, replaceChildFirings, selectChildFirings } from "./queries.ts";
import { type Outcome, passTime, receiveEvent } from "./triggers/bucket.ts";
import { addChildFiring, type CompositeTrigger } from "./triggers/composite-trigger.ts";
import { labelsOf } from "./triggers/event-trigger.ts";
import type { WatchedMetric } from "./triggers/trigger-index.ts";

// Automations that fire one another this deep are taken to do so without end.
const DEEPEST_CHAIN = 8;

/** What events and time do to the triggers of automations, in one transaction: who fires, and what is then to be done. */
export class Evaluation {
  readonly buckets: BucketStore;
  readonly #context: Context;
  readonly #transaction: Connection;
  readonly #watch: AutomationWatch;
  readonly #now: Timestamp;
  readonly #events = new Map<string, ReceivedEvent>();
  readonly #childFirings = new Map<string, { automationId: string; firings: readonly Firing[] }>();
  readonly #fired: { automationId: string; state: TriggerState; firing: Firing }[] = [];
  #order: number;

  constructor(context: Context, transaction: Connection, watch: AutomationWatch) {
    this.#context = context;
    this.#transaction = transaction;
    this.#watch = watch;
    this.#now = context.now();
    this.#order = toMicroseconds(this.#now);
    this.buckets = new BucketStore(transaction);
  }

  /** The counters that an event concerns. */
  countersOf(event: ReceivedEvent): Counter[] {
    return this.#watch.index
      .covering(event)
      .filter(({ automation }) => hasSeen(automation, event) && !isOwnEvent(automation.id, event))
      .map((watched) => ({ watched, labels: labelsOf(watched.trigger, event) }));
  }

  /** Lets the triggers count an event; their buckets are loaded. */
  async receive(event: ReceivedEvent, counters: readonly Counter[]): Promise<void> {
    if (counters.length > 0) this.#events.set(event.id, event);
    for (const counter of counters) {
      const { trigger } = counter.watched;
      await this.#settle(counter, receiveEvent(trigger, this.buckets.get(counter), event));
    }
  }

  /** Lets time pass for a proactive trigger. */
  async pass(counter: Counter, now: Timestamp): Promise<void> {
    await this.#settle(counter, passTime(counter.watched.trigger, this.buckets.get(counter), now));
  }

  /** Lets a metric trigger say that its metric went beyond its limit, or came back. */
  async changeMetric(
    { automation, trigger, parents }: WatchedMetric,
    state: TriggerState,
    now: Timestamp,
  ): Promise<void> {
    const firing = this.#newFiring(trigger.id, now, null, {}, []);
    if (state === "triggered") await this.#bubble(automation.id, firing, parents);
    // To the triggers that it stands in it matters only that it went beyond.
    else if (parents.length === 0) this.#fire(automation.id, state, firing);
  }

  #fire(automationId: string, state: TriggerState, firing: Firing): void {
    this.#fired.push({ automationId, state, firing });
  }

  /** Writes everything: what is counted, who fired, and the actions that are to be done; true when there are any. */
  async save(): Promise<boolean> {
    await this.buckets.save();
    for (const [parentId, kept] of this.#childFirings) await this.#saveChildFirings(parentId, kept);
    if (this.#fired.length === 0) return false;
    const unknown = this.#fired.flatMap(({ firing: { eventId } }) =>
      eventId && !this.#events.has(eventId) ? [eventId] : [],
    );
    for (const [id, event] of await getEvents(this.#transaction, unknown)) this.#events.set(id, event);
    const done = this.#fired.flatMap((one) => this.#consequences(one));
    await appendEvents(
      this.#transaction,
      done.map(({ event }) => event),
    );
    const invocations = done.flatMap((one) => one.invocations);
    await insertInvocations(this.#transaction, invocations, this.#now);
    return true;
  }

  #consequences({
    automationId,
    state,
    firing,
  }: {
    automationId: string;
    state: TriggerState;
    firing: Firing;
  }) {
    const automation = this.#watch.automation(automationId);
    const triggering = firing.eventId ? this.#events.get(firing.eventId) : undefined;
    const depth = depthOf(triggering) + 1;
    if (!automation) return [];
    if (depth > DEEPEST_CHAIN) {
      this.#context.log.error("Automations fire one another without end; one of them was left out", {
        automation: automation.id,
        name: automation.name,
      });
      return [];
    }
    const event = stateEvent(automation, state, firing, triggering, depth);
    return [{ event, invocations: invocationsOf(automation, state, firing, event.id, depth) }];
  }

  async #settle(counter: Counter, { bucket, fired }: Outcome): Promise<void> {
    this.buckets.set(counter, bucket);
    if (!fired) return;
    const { automation, trigger, parents } = counter.watched;
    const firing = this.#newFiring(trigger.id, fired.at, fired.eventId, counter.labels, []);
    await this.#bubble(automation.id, firing, parents);
  }

  /** A trigger that stands in another tells that one, and the outermost its automation. */
  async #bubble(automationId: string, firing: Firing, parents: readonly CompositeTrigger[]): Promise<void> {
    const [parent, ...outer] = parents;
    if (!parent) return this.#fire(automationId, "triggered", firing);
    const known = this.#childFirings.get(parent.id)?.firings ?? (await this.#loadChildFirings(parent.id));
    const { kept, fired } = addChildFiring(parent, known, firing);
    this.#childFirings.set(parent.id, { automationId, firings: kept });
    if (!fired) return;
    await this.#bubble(automationId, this.#newFiring(parent.id, firing.at, firing.eventId, {}, fired), outer);
  }

  #newFiring(
    triggerId: string,
    at: Timestamp,
    eventId: string | null,
    labels: Readonly<Record<string, string>>,
    firings: readonly Firing[],
  ): Firing {
    this.#order += 1;
    return { id: newId(), triggerId, at, order: this.#order, triggered: this.#now, labels, eventId, firings };
  }

  async #loadChildFirings(parentId: string): Promise<Firing[]> {
    const rows = await selectChildFirings(this.#transaction, parentId);
    return rows.map(({ firing }) => JSON.parse(firing));
  }

  #saveChildFirings(
    parentId: string,
    { automationId, firings }: { automationId: string; firings: readonly Firing[] },
  ): Promise<void> {
    return replaceChildFirings(
      this.#transaction,
      parentId,
      firings.map((firing) => ({
        parent_trigger_id: parentId,
        child_trigger_id: firing.triggerId,
        automation_id: automationId,
        firing: JSON.stringify(firing),
      })),
    );
  }
}

/** Whether an automation was there, as it is now, when the event came; a schedule is told of a little after it was due. */
const hasSeen = ({ updated }: Automation, { event, occurred, received }: ReceivedEvent): boolean =>
  (event === SCHEDULE_DUE ? occurred : received) >= updated;

/** What is told of an automation does not fire it: a failed action could not be told without another. */
export const isOwnEvent = (automationId: string, { resource }: ReceivedEvent): boolean =>
  resource["prefect.resource.id"] === `prefect.automation.${automationId}`;
