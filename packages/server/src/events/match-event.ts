import type { EventFilter, ReceivedEvent, Resource } from "@reeve/protocol";
import { fitsGlob } from "../db/glob.ts";
import { matchesTextSearch, parseTextSearch } from "../filters/parse-text-search.ts";

type List = readonly string[] | null | undefined;
type Labels = Readonly<Record<string, string | readonly string[]>> | null | undefined;

/**
 * Whether an event passes a filter. Unlike the filters of lists, an empty list restricts nothing here.
 * `related` objects must each be met by some related resource, `any_resource` objects by any resource at all.
 */
export function matchesEvent(filter: EventFilter, event: ReceivedEvent): boolean {
  const all = [event.resource, ...event.related];
  return (
    matchesTime(filter, event) &&
    matchesName(filter, event) &&
    matchesResource(filter.resource, event.resource) &&
    asList(filter.related).every((part) =>
      event.related.some((resource) => matchesRelated(part, resource)),
    ) &&
    asList(filter.any_resource).every((part) => all.some((resource) => matchesResource(part, resource))) &&
    isAmong(filter.id?.id, event.id) &&
    matchesText(filter, event)
  );
}

function matchesTime({ occurred }: EventFilter, event: ReceivedEvent): boolean {
  if (occurred?.since && event.occurred < occurred.since) return false;
  return !(occurred?.until && event.occurred > occurred.until);
}

function matchesName({ event: names }: EventFilter, { event }: ReceivedEvent): boolean {
  if (!names) return true;
  if (names.exclude_name?.includes(event) || startsWithAny(names.exclude_prefix, event)) return false;
  return isAmong(names.name, event) && (!names.prefix?.length || startsWithAny(names.prefix, event));
}

type ResourceCondition = { id?: List; id_prefix?: List; labels?: Labels };

function matchesResource(condition: ResourceCondition | null | undefined, resource: Resource): boolean {
  if (!condition) return true;
  const id = resource["prefect.resource.id"] ?? "";
  return (
    isAmong(condition.id, id) &&
    (!condition.id_prefix?.length || startsWithAny(condition.id_prefix, id)) &&
    matchesLabels(condition.labels, resource)
  );
}

type RelatedCondition = {
  id?: List;
  role?: List;
  resources_in_roles?: readonly (readonly string[])[] | null;
  labels?: Labels;
};

function matchesRelated(condition: RelatedCondition, resource: Resource): boolean {
  const id = resource["prefect.resource.id"] ?? "";
  const role = resource["prefect.resource.role"] ?? "";
  const pairs = condition.resources_in_roles;
  return (
    isAmong(condition.id, id) &&
    isAmong(condition.role, role) &&
    (!pairs?.length || pairs.some(([pairId, pairRole]) => pairId === id && pairRole === role)) &&
    matchesLabels(condition.labels, resource)
  );
}

/** Whether a resource has all of the labels, each with one of its patterns. */
export function matchesLabels(labels: Labels, resource: Resource): boolean {
  return Object.entries(labels ?? {}).every(([name, patterns]) => {
    const value = resource[name];
    // A label that is not there never matches, not even a negated value.
    return value !== undefined && [patterns].flat().some((pattern) => matchesPattern(pattern, value));
  });
}

/** Whether a text fits a pattern as `fitsGlob` reads it; one leading `!` negates it. */
export const matchesPattern = (pattern: string, value: string): boolean =>
  pattern.startsWith("!") ? !fitsGlob(pattern.slice(1), value) : fitsGlob(pattern, value);

function matchesText({ text }: EventFilter, event: ReceivedEvent): boolean {
  if (!text) return true;
  const parts = [event.resource, event.related, event.payload].map((part) => JSON.stringify(part));
  return matchesTextSearch(parseTextSearch(text.query), [event.event, ...parts].join(" "));
}

const asList = <T>(one: T | readonly T[] | null | undefined): readonly T[] =>
  one === null || one === undefined ? [] : Array.isArray(one) ? one : [one as T];
const isAmong = (list: List, value: string): boolean => !list?.length || list.includes(value);
const startsWithAny = (prefixes: List, value: string): boolean =>
  Boolean(prefixes?.some((prefix) => value.startsWith(prefix)));
