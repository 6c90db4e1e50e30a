import {
  type Action,
  type Automation,
  newId,
  type ReceivedEvent,
  type Resource,
  type Timestamp,
} from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import type { Firing } from "./firing.ts";

/** Whether what an automation watches for has begun, or has ended again. */
export type TriggerState = "triggered" | "resolved";

/** One action that is to be done because an automation fired, with all that it needs but the events. */
export type Invocation = {
  readonly id: string;
  readonly automation: Automation;
  readonly action: Action;
  readonly actionIndex: number;
  readonly firing: Firing;
  readonly triggered: Timestamp;
  readonly triggeringEventId: string | null;
  /** The event that the automation was triggered or resolved. */
  readonly stateEventId: string;
  /** How many automations fired one another up to this one. */
  readonly depth: number;
  /** What stands for those of a message's receivers who have got it; another attempt leaves them out. */
  readonly delivered?: readonly string[];
};

// A label of our own on the events of automations, so that those that fire one another come to an end.
const DEPTH = "reeve.automation-depth";

/** How many automations fired one another before the event. */
export const depthOf = (event: ReceivedEvent | undefined): number => Number(event?.resource[DEPTH] ?? 0);

/** The event that an automation was triggered or resolved. */
export function stateEvent(
  automation: Automation,
  state: TriggerState,
  firing: Firing,
  triggering: ReceivedEvent | undefined,
  depth: number,
): ReceivedEvent {
  const { trigger } = automation;
  return resourceEvent({
    kind: "automation",
    id: automation.id,
    name: automation.name,
    verb: state,
    occurred: firing.triggered,
    labels: { ...("posture" in trigger && { "prefect.posture": trigger.posture }), [DEPTH]: String(depth) },
    related: triggering ? [eventResource(triggering.id, "triggering-event")] : [],
    payload: { triggering_labels: firing.labels, triggering_event: triggering ?? null },
  });
}

/** What is to be done when an automation fires; an action that goes with a state is told of the state's event. */
export function invocationsOf(
  automation: Automation,
  state: TriggerState,
  firing: Firing,
  stateEventId: string,
  depth: number,
): Invocation[] {
  const ofState = state === "triggered" ? automation.actions_on_trigger : automation.actions_on_resolve;
  const actions = [
    ...automation.actions.map((action) => ({ action, triggeringEventId: firing.eventId })),
    ...ofState.map((action) => ({ action, triggeringEventId: stateEventId })),
  ];
  return actions.map(({ action, triggeringEventId }, actionIndex) => ({
    id: newId(),
    automation,
    action,
    actionIndex,
    firing,
    triggered: firing.triggered,
    triggeringEventId,
    stateEventId,
    depth,
  }));
}

/** What became of an action, told in two events: that it was triggered, and that it was executed or failed. */
export function actionEvents(
  invocation: Invocation,
  outcome: "executed" | "failed",
  { details, related, now, follows }: ActionReport,
): ReceivedEvent[] {
  const { automation, action, actionIndex, triggered, triggeringEventId, stateEventId, depth } = invocation;
  const { trigger } = automation;
  const payload = { action_index: actionIndex, action_type: action.type, invocation: invocation.id };
  const shared = {
    kind: "automation",
    id: automation.id,
    name: automation.name,
    labels: {
      "prefect.trigger-type": trigger.type,
      ...("posture" in trigger && { "prefect.posture": trigger.posture }),
      [DEPTH]: String(depth),
    },
    related: [
      ...related,
      eventResource(stateEventId, "automation-triggered-event"),
      ...(triggeringEventId ? [eventResource(triggeringEventId, "triggering-event")] : []),
    ],
  };
  const begun = resourceEvent({ ...shared, verb: "action.triggered", occurred: triggered, payload, follows });
  const done = resourceEvent({
    ...shared,
    verb: `action.${outcome}`,
    occurred: now,
    payload: { ...payload, ...details },
    follows: begun.id,
  });
  return [{ ...begun, received: now }, done];
}

export type ActionReport = {
  readonly details: Readonly<Record<string, unknown>>;
  readonly related: readonly Resource[];
  readonly now: Timestamp;
  readonly follows: string | null;
};

const eventResource = (id: string, role: string): Resource => ({
  "prefect.resource.id": `prefect.event.${id}`,
  "prefect.resource.role": role,
});
