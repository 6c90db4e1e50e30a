import { addSeconds, type EventTrigger, type Timestamp } from "@reeve/protocol";
import { expectsEvent, startsAfter } from "./event-trigger.ts";

/** What a trigger has counted in a window of time, for one set of values that it counts apart. */
export type Bucket = {
  readonly start: Timestamp;
  /** The window is over from this instant on. */
  readonly end: Timestamp;
  readonly count: number;
  readonly lastEventId: string | null;
};

/** That a trigger fired: when, and which event it was that did it, or was the last before nothing came. */
export type Fired = { readonly at: Timestamp; readonly eventId: string | null };

/** The bucket as it is afterwards, and whether the trigger fired; without a bucket nothing is being counted. */
export type Outcome = { readonly bucket: Bucket | undefined; readonly fired?: Fired };

/** An event that the trigger covers, as far as counting is concerned. */
export type CountedEvent = { readonly id: string; readonly event: string; readonly occurred: Timestamp };

// So late an event may come after another and still be counted with it, in the first window of all.
const LOOKBACK_SECONDS = 15 * 60;
// So much later than what it waits for may come what opens a window: they are sent over different connections.
const SATISFIED_SECONDS = 60;

/**
 * Counts an event. A reactive trigger fires as soon as it has counted enough, and then rests until its window is over.
 * A proactive trigger fires when its window is over and it has not.
 */
export function receiveEvent(trigger: EventTrigger, known: Bucket | undefined, event: CountedEvent): Outcome {
  const settled = settle(trigger, known, event.occurred);
  const received =
    trigger.posture === "Proactive"
      ? countProactively(trigger, settled.bucket, event)
      : countReactively(trigger, settled.bucket, event);
  return settled.fired ? { ...received, fired: settled.fired } : received;
}

/** Lets time pass for a proactive trigger: what was to come by now has come or not. */
export function passTime(trigger: EventTrigger, bucket: Bucket | undefined, now: Timestamp): Outcome {
  if (!bucket) return { bucket: isRolling(trigger) ? windowFrom(trigger, now) : undefined };
  if (now < bucket.end) return { bucket };
  const hasCome = bucket.count >= trigger.threshold;
  const fired = hasCome ? undefined : { at: bucket.end, eventId: bucket.lastEventId };
  // What is counted apart is watched from its next event on, once it has come; what has not come is missed again.
  const goesOn = trigger.after.length === 0 && (isRolling(trigger) || !hasCome);
  return { bucket: goesOn ? windowFrom(trigger, now) : undefined, ...(fired && { fired }) };
}

/** A window that is over before the event stands in its way no more. */
function settle(trigger: EventTrigger, bucket: Bucket | undefined, occurred: Timestamp): Outcome {
  if (!bucket || occurred < bucket.end) return { bucket };
  if (trigger.posture === "Proactive") return passTime(trigger, bucket, occurred);
  return { bucket: trigger.after.length > 0 && trigger.within > 0 ? undefined : bucket };
}

function countProactively(trigger: EventTrigger, known: Bucket | undefined, event: CountedEvent): Outcome {
  const opened = open(trigger, known, event);
  const isExpected = expectsEvent(trigger, event.event);
  const opens = startsAfter(trigger, event.event);
  // It may have come before what opens the window that it closes.
  if (!opened && isExpected && !opens && trigger.threshold === 1)
    return { bucket: satisfied(trigger, event) };
  if (!opened || !isExpected || event.occurred < opened.start) return { bucket: opened };
  const bucket = { ...opened, count: opened.count + 1, lastEventId: event.id };
  if (bucket.count < trigger.threshold || trigger.after.length === 0) return { bucket };
  // What was expected has come. Where it is also what starts the wait, the next one is waited for from now on.
  return { bucket: opens ? windowFrom(trigger, event.occurred, event.id) : satisfied(trigger, event) };
}

/** That what was waited for has come, for what occurred before and comes after it. */
const satisfied = ({ threshold }: EventTrigger, { id, occurred }: CountedEvent): Bucket => ({
  start: occurred,
  end: addSeconds(occurred, SATISFIED_SECONDS),
  count: threshold,
  lastEventId: id,
});

const isSatisfied = ({ posture, after, threshold }: EventTrigger, { count }: Bucket): boolean =>
  posture === "Proactive" && after.length > 0 && count >= threshold;

function countReactively(trigger: EventTrigger, known: Bucket | undefined, event: CountedEvent): Outcome {
  const opened = open(trigger, known, event);
  if (!opened || !expectsEvent(trigger, event.event) || event.occurred < opened.start)
    return { bucket: opened };
  const isImmediate = trigger.within === 0;
  // An event beyond the window is the first of the next.
  const isBeyond = !isImmediate && event.occurred >= opened.end;
  const current = isBeyond ? windowFrom(trigger, event.occurred) : opened;
  const bucket = { ...current, count: current.count + 1, lastEventId: event.id };
  if (bucket.count < trigger.threshold) return { bucket };
  const fired = { at: event.occurred, eventId: event.id };
  const rests = !isImmediate && trigger.after.length === 0;
  return { bucket: rests ? windowFrom(trigger, bucket.end) : undefined, fired };
}

/** The bucket that an event is counted in: the one there is, or one that the event opens. */
function open(trigger: EventTrigger, known: Bucket | undefined, event: CountedEvent): Bucket | undefined {
  const { id, occurred } = event;
  const isExpected = expectsEvent(trigger, event.event);
  if (trigger.after.length === 0) {
    if (!isExpected) return known;
    if (known) return { ...known, lastEventId: id };
    const end = addSeconds(occurred, trigger.within);
    return { start: addSeconds(occurred, -LOOKBACK_SECONDS), end, count: 0, lastEventId: id };
  }
  if (!startsAfter(trigger, event.event)) return known;
  if (known && isSatisfied(trigger, known) && occurred <= known.start) return known;
  if (known && !isSatisfied(trigger, known)) return { ...known, lastEventId: id };
  // An event that is expected as well must not count for the window that it opens.
  return { ...windowFrom(trigger, occurred, id), count: isExpected ? -1 : 0 };
}

const windowFrom = (trigger: EventTrigger, start: Timestamp, lastEventId: string | null = null): Bucket => ({
  start,
  end: addSeconds(start, trigger.within),
  count: 0,
  lastEventId,
});

/** One window follows another without end, whether events come or not. */
export const isRolling = ({ posture, after, for_each }: EventTrigger): boolean =>
  posture === "Proactive" && after.length === 0 && for_each.length === 0;
