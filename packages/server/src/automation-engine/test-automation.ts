import {
  type Automation,
  type AutomationTest,
  addSeconds,
  type EventFilter,
  newId,
  type ReceivedEvent,
  ReeveError,
  type TestedAction,
  type Timestamp,
  type Trigger,
} from "@reeve/protocol";
import { getAutomation } from "../automations/read-automations.ts";
import type { Context } from "../context.ts";
import { listEvents, listNextEvents } from "../event-search/list-events.ts";
import { appendEvents } from "../events/append-events.ts";
import { getEvents } from "../events/reading-place.ts";
import type { Acting } from "./actions/acting.ts";
import { ActionFailed } from "./actions/action-failed.ts";
import { templateRenderer } from "./actions/render-templates.ts";
import { isOwnEvent } from "./evaluation.ts";
import type { Firing } from "./firing.ts";
import { depthOf, type Invocation, invocationsOf, stateEvent } from "./invocation.ts";
import { measureRuns } from "./measure-runs.ts";
import { type ActionPreview, previewAction } from "./preview-action.ts";
import { runOnce } from "./run-actions.ts";
import { isBeyondLimit } from "./triggers/metric-state.ts";
import { type ReplayedFiring, TriggerReplay } from "./triggers/replay-trigger.ts";

const SECONDS_BACK = 24 * 60 * 60;
// Some tenths of a second of work, which is done a page at a time.
const MOST_EVENTS = 5_000;
const PAGE = 500;
const MOST_FIRINGS = 20;

export type TestRequest = { since?: Timestamp; eventId?: string; send: boolean };

/**
 * Lets the events of the last while pass by an automation, and says when it would have fired and what it would do, or
 * with `send` does that once. What its triggers have counted so far is neither used nor changed.
 */
export async function testAutomation(
  context: Context,
  id: string,
  { since: given, eventId, send }: TestRequest,
): Promise<AutomationTest> {
  const automation = await getAutomation(context, id);
  const until = context.now();
  const since = given ?? addSeconds(until, -SECONDS_BACK);
  const replayed = await replay(context, automation, since, until);
  const newest = replayed.firings.at(-1);
  const event = eventId ? await getEvent(context, eventId) : (newest?.event ?? replayed.lastCovered);
  const firing = testFiring(automation, event, newest, until);
  return {
    since,
    until,
    covered: replayed.covered,
    is_whole: replayed.isWhole,
    fired: replayed.fired,
    firings: replayed.firings,
    metrics: await measure(context, automation.trigger, until),
    event: event ?? null,
    actions: send
      ? await perform(context, automation, firing, event)
      : await preview(context, automation, firing, event),
  };
}

async function replay(context: Context, automation: Automation, since: Timestamp, until: Timestamp) {
  const filter: EventFilter = { occurred: { since, until }, ...namesWanted(automation.trigger) };
  const trial = new TriggerReplay(automation.trigger, since);
  const { events, isWhole } = await newestEvents(context, filter);
  const covered: ReceivedEvent[] = [];
  for (const event of events)
    if (!isOwnEvent(automation.id, event) && trial.receive(event)) covered.push(event);
  trial.passTime(until);
  const known = new Map(covered.map((event) => [event.id, event]));
  return {
    covered: covered.length,
    lastCovered: covered.at(-1),
    isWhole: isWhole && trial.isWhole,
    fired: trial.firings.length,
    firings: trial.firings.slice(-MOST_FIRINGS).map(({ at, labels, eventId }) => ({
      at,
      labels: { ...labels },
      event: known.get(eventId ?? "") ?? null,
    })),
  };
}

/** The newest events that pass, the oldest first. */
async function newestEvents(context: Context, filter: EventFilter) {
  const events: ReceivedEvent[] = [];
  let page = await listEvents(context, filter, PAGE);
  for (;;) {
    events.push(...page.events);
    if (!page.next || events.length >= MOST_EVENTS) break;
    page = await listNextEvents(context, page.next);
  }
  return { events: events.toReversed(), isWhole: page.next === null };
}

/** As much as a filter can say of the names that the triggers want; what passes besides, they leave out themselves. */
function namesWanted(trigger: Trigger): Pick<EventFilter, "event"> {
  const patterns = patternsOf(trigger);
  if (patterns.includes("*")) return {};
  if (!patterns.some((pattern) => pattern.includes("*"))) return { event: { name: patterns } };
  // A name has to be among a filter's names and have one of its prefixes: of both kinds, all are prefixes.
  return { event: { prefix: patterns.map((pattern) => pattern.split("*")[0]!) } };
}

function patternsOf(trigger: Trigger): string[] {
  if (trigger.type === "metric") return [];
  if (trigger.type !== "event") return trigger.triggers.flatMap(patternsOf);
  return trigger.expect.length === 0 ? ["*"] : [...trigger.expect, ...trigger.after];
}

async function measure(
  context: Context,
  trigger: Trigger,
  now: Timestamp,
): Promise<AutomationTest["metrics"]> {
  if (trigger.type === "event") return [];
  if (trigger.type !== "metric") {
    return (await Promise.all(trigger.triggers.map((child) => measure(context, child, now)))).flat();
  }
  const value = await measureRuns(context, trigger, now);
  return [{ name: trigger.metric.name, value, is_beyond: isBeyondLimit(trigger, value) }];
}

async function getEvent({ db }: Context, id: string): Promise<ReceivedEvent> {
  const event = (await getEvents(db.reader, [id])).get(id);
  if (!event) throw new ReeveError("not_found", `There is no event with the id ${id}.`);
  return event;
}

function testFiring(
  { trigger }: Automation,
  event: ReceivedEvent | undefined,
  like: Pick<ReplayedFiring, "labels"> | undefined,
  now: Timestamp,
): Firing {
  return {
    id: newId(),
    triggerId: trigger.id,
    at: now,
    order: 0,
    triggered: now,
    labels: like?.labels ?? {},
    eventId: event?.id ?? null,
    firings: [],
  };
}

async function preview(
  context: Context,
  automation: Automation,
  firing: Firing,
  event: ReceivedEvent | undefined,
): Promise<TestedAction[]> {
  const state = stateEvent(automation, "triggered", firing, event, 0);
  const invocations = invocationsOf(automation, "triggered", firing, state.id, 0);
  return Promise.all(
    invocations.map(async (invocation): Promise<TestedAction> => {
      const { action, triggeringEventId } = invocation;
      const told = triggeringEventId === state.id ? state : event;
      const render = templateRenderer(context, invocation, told);
      const result = await tryPreview({ context, invocation, event: told, render });
      return result instanceof ActionFailed || result instanceof ReeveError
        ? { type: action.type, outcome: "would-fail", summary: result.message, details: {} }
        : { type: action.type, outcome: "would-do", ...result };
    }),
  );
}

async function tryPreview(acting: Acting): Promise<ActionPreview | ActionFailed | ReeveError> {
  try {
    return await previewAction(acting, acting.invocation.action);
  } catch (error) {
    if (error instanceof ActionFailed || error instanceof ReeveError) return error;
    throw error;
  }
}

/** Fires the automation as its trigger would; its actions are tried once each, and leave their events. */
async function perform(
  context: Context,
  automation: Automation,
  firing: Firing,
  event: ReceivedEvent | undefined,
): Promise<TestedAction[]> {
  const depth = depthOf(event) + 1;
  const state = stateEvent(automation, "triggered", firing, event, depth);
  await context.db.write((transaction) => appendEvents(transaction, [state]));
  context.wakeReaders();
  const outcomes: TestedAction[] = [];
  for (const invocation of invocationsOf(automation, "triggered", firing, state.id, depth)) {
    outcomes.push(await performOnce(context, invocation));
  }
  return outcomes;
}

async function performOnce(context: Context, invocation: Invocation): Promise<TestedAction> {
  const { type } = invocation.action;
  const failure = await runOnce(context, invocation);
  if (failure)
    return { type, outcome: "failed", summary: failure.message, details: { ...failure.result.details } };
  return { type, outcome: "executed", summary: "Done.", details: {} };
}
