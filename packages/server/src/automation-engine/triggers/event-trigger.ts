import type { EventTrigger, ReceivedEvent, Resource, ResourceSpecification } from "@reeve/protocol";
import { fitsGlob, isGlob } from "../../db/glob.ts";
import { matchesLabels, matchesPattern } from "../../events/match-event.ts";

/** Whether an event is one that the trigger counts, of those it covers; without expectations any event is. */
export const expectsEvent = ({ expect }: EventTrigger, name: string): boolean =>
  expect.length === 0 || expect.some((pattern) => matchesPattern(pattern, name));

/** Whether an event is one after which the trigger begins to count, of those it covers. */
export const startsAfter = ({ after }: EventTrigger, name: string): boolean =>
  after.some((pattern) => matchesPattern(pattern, name));

/**
 * Whether the name of an event concerns the trigger. Other than in labels, a `*` stands for one character at least, and
 * `?`, brackets and `!` for themselves: Prefect's server asks two readers of patterns, which agree on no more than this.
 */
export const coversName = ({ expect, after }: EventTrigger, name: string): boolean =>
  expect.length === 0 ? name !== "" : [...expect, ...after].some((pattern) => coversNameWith(pattern, name));

const coversNameWith = (pattern: string, name: string): boolean =>
  isGlob(pattern) ? fitsGlob(strictly(pattern), name) && fitsGlob(pattern, name) : pattern === name;

const strictly = (pattern: string): string => pattern.replaceAll(/[?[]/g, "[$&]").replaceAll("*", "?*");

/** Whether an event concerns the trigger at all: by its name, its resource, and those it is related to. */
export function coversEvent(trigger: EventTrigger, event: ReceivedEvent): boolean {
  return (
    coversName(trigger, event.event) &&
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
