import type { EventTrigger, ReceivedEvent, Resource, ResourceSpecification } from "@reeve/protocol";
import { matchesLabels, matchesStars } from "../../events/match-event.ts";

/** Whether an event is one that the trigger counts; without expectations any event is. */
export const expectsEvent = ({ expect }: EventTrigger, name: string): boolean =>
  expect.length === 0 || expect.some((pattern) => matchesName(pattern, name));

/** Whether an event is one after which the trigger begins to count. */
export const startsAfter = ({ after }: EventTrigger, name: string): boolean =>
  after.some((pattern) => matchesName(pattern, name));

/** Whether a name fits a pattern of names: other than in one of labels, a `*` stands for one character at least. */
export const matchesName = (pattern: string, name: string): boolean => matchesStars(pattern, name, 1);

/** Whether an event concerns the trigger at all: by its name, its resource, and those it is related to. */
export function coversEvent(trigger: EventTrigger, event: ReceivedEvent): boolean {
  if (!expectsEvent(trigger, event.event) && !startsAfter(trigger, event.event)) return false;
  return (
    includesAny(trigger.match, [event.resource]) &&
    [trigger.match_related].flat().every((labels) => includesAny(labels, event.related))
  );
}

const includesAny = (labels: ResourceSpecification, resources: readonly Resource[]): boolean =>
  Object.keys(labels).length === 0 || resources.some((resource) => matchesLabels(labels, resource));

/** The values that tell apart what the trigger counts apart, by their labels; each label in its order. */
export function labelsOf(trigger: EventTrigger, event: ReceivedEvent): Record<string, string> {
  const labels = trigger.for_each.toSorted();
  return Object.fromEntries(labels.map((label) => [label, findLabel(event, label) ?? ""]));
}

/** A label of the event's resource, or, as `related:<role>:<label>`, of the first related one in that role. */
function findLabel(event: ReceivedEvent, label: string): string | undefined {
  const [, role, related] = /^related:([^:]*):(.*)$/s.exec(label) ?? [];
  if (role === undefined || related === undefined) return event.resource[label];
  return event.related.find((resource) => resource["prefect.resource.role"] === role)?.[related];
}
