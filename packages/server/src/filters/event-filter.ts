import type { EventFilter, Timestamp } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition, EVERY_ROW } from "./compile-filter.ts";
import {
  hasLabels,
  isLabelAmong,
  type Labels,
  labelOf,
  type ResourceJson,
  resourceIn,
  someRelated,
} from "./event-labels.ts";
import { areKeysWhole, isAmong, keyIsAmong, keyOf, type Wanted } from "./key-ranges.ts";
import { idOperators, timeOperators } from "./operators.ts";
import { textSearchOperator } from "./text-search-operator.ts";

/** A filter of events with the time it is for. */
export type BoundEventFilter = EventFilter & { occurred: { since: Timestamp; until: Timestamp } };

/** How the events that pass a filter are found. */
export type EventAccess = {
  /** True of the events of the time. */
  readonly during: Condition;
  /** True of the events that pass, for those who go through all events of the time. */
  readonly condition: Condition;
  /**
   * Times and sequence numbers of few events, those that pass among them, found by an index alone; `rest` is true of
   * those that pass, and is undefined when all do.
   */
  readonly candidates?: { readonly places: RawBuilder<unknown>; readonly rest: Condition | undefined };
};

/** One condition of a filter, and how an index finds the events that meet it, or few more. */
type Part = {
  condition: Condition;
  candidates?: RawBuilder<unknown>;
  /** The candidates are those that meet the condition. */
  isExact?: boolean;
};

/** How far the related resources of events are written down, in the order in which events are read. */
export type IndexedUpTo = { readonly transaction: number; readonly sequence: number };

/** How to find the events that pass a filter; those of related resources need `indexed`. */
export function eventAccess(
  filter: BoundEventFilter,
  dialect: DialectName,
  indexed: IndexedUpTo = { transaction: 0, sequence: 0 },
): EventAccess {
  const during = (column: string) => isDuring(filter, column, dialect);
  // The most telling come first: an event has few resources, and a resource few events.
  const parts = [
    ...asList(filter.related).map((part) => relatedPart(part, { during, dialect, indexed })),
    ...asList(filter.any_resource).map((part) => anyResourcePart(part, { during, dialect, indexed })),
    ...resourceParts(filter.resource, during, dialect),
    ...nameParts(filter.event, during, dialect),
    ...otherParts(filter, during, dialect),
  ].filter((part) => part !== undefined);
  const condition = parts.length === 0 ? EVERY_ROW : allOf(parts.map((part) => part.condition));
  const first = parts.find(({ candidates }) => candidates);
  const all = { during: during("events.occurred"), condition };
  if (!first?.candidates) return all;
  const others = parts.filter((part) => part !== first || !part.isExact).map((part) => part.condition);
  const rest = others.length === 0 ? undefined : allOf(others);
  return { ...all, candidates: { places: first.candidates, rest } };
}

/** True when the filter asks for related resources, which are looked up in a table of their own. */
export const asksForRelated = ({ related, any_resource }: EventFilter): boolean =>
  asList(related).length > 0 || asList(any_resource).length > 0;

type During = (column: string) => Condition;
type List = readonly string[] | null | undefined;
type RelatedFilter = {
  id?: List;
  role?: List;
  resources_in_roles?: readonly (readonly string[])[] | null;
  labels?: Labels;
};
type ResourceFilter = { id?: List; id_prefix?: List; labels?: Labels };

const ID = "prefect.resource.id";
const ROLE = "prefect.resource.role";
const RELATED_KEY = sql.ref("event_related.resource_key");

function isDuring({ occurred }: BoundEventFilter, column: string, dialect: DialectName): Condition {
  const { after_, before_ } = timeOperators(column);
  const conditions = [after_(occurred.since, dialect), before_(occurred.until, dialect)];
  return allOf(conditions.filter((condition) => condition !== undefined));
}

/** What is known where events are looked for by their related resources. */
type Search = { during: During; dialect: DialectName; indexed: IndexedUpTo };

function relatedPart(filter: RelatedFilter, search: Search): Part {
  const { dialect } = search;
  const pairs = filter.resources_in_roles ?? [];
  const ids = isGiven(filter.id) ? filter.id : pairs.map(([id]) => id ?? "");
  const isMet = (resource: ResourceJson) => {
    const conditions = [
      isGiven(filter.id) && isLabelAmong(resource, ID, filter.id, dialect),
      isGiven(filter.role) && isLabelAmong(resource, ROLE, filter.role, dialect),
      pairs.length > 0 && isOneOfPairs(resource, pairs, dialect),
      hasLabels(resource, filter.labels, dialect),
    ].filter((condition) => condition !== false && condition !== undefined);
    return conditions.length === 0 ? EVERY_ROW : allOf(conditions);
  };
  const isIdAlone = isGiven(filter.id) && !isGiven(filter.role) && pairs.length === 0 && !filter.labels;
  const wanted = { values: ids, prefixes: [] };
  if (ids.length === 0) return { condition: someRelated(dialect, isMet) };
  return {
    condition: someRelated(dialect, isMet),
    candidates: relatedPlaces(wanted, search),
    isExact: isIdAlone && areKeysWhole(wanted),
  };
}

function isOneOfPairs(
  resource: ResourceJson,
  pairs: readonly (readonly string[])[],
  dialect: DialectName,
): Condition {
  const each = pairs.map(([id = "", role = ""]) =>
    allOf([isLabelAmong(resource, ID, [id], dialect), isLabelAmong(resource, ROLE, [role], dialect)]),
  );
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

function anyResourcePart(filter: ResourceFilter, search: Search): Part {
  const { during, dialect } = search;
  const isMet = (resource: ResourceJson) => isResource(resource, filter, dialect);
  const own = isMet(resourceIn("events.resource", dialect));
  const condition = sql<SqlBool>`(${own} or ${someRelated(dialect, isMet)})`;
  const wanted = wantedIds(filter);
  if (!wanted) return { condition: filter.labels ? condition : EVERY_ROW };
  return {
    condition,
    candidates: sql`${ownPlaces("resource_id", wanted, during, dialect)} union ${relatedPlaces(wanted, search)}`,
    isExact: !filter.labels && asksOneThing(filter) && areKeysWhole(wanted),
  };
}

function resourceParts(
  filter: ResourceFilter | null | undefined,
  during: During,
  dialect: DialectName,
): (Part | undefined)[] {
  if (!filter) return [];
  const labels = hasLabels(resourceIn("events.resource", dialect), filter.labels, dialect);
  const wanted = wantedIds(filter);
  const byIds = wanted && ownIdsPart(filter, wanted, during, dialect);
  return [byIds, labels && { condition: labels }];
}

function ownIdsPart(filter: ResourceFilter, wanted: Wanted, during: During, dialect: DialectName): Part {
  const isExact = asksOneThing(filter) && areKeysWhole(wanted);
  return {
    condition: isExact
      ? keyIsAmong(keyOf("resource_id", dialect), wanted, dialect)
      : allOf(idConditions(filter, dialect)),
    candidates: ownPlaces("resource_id", wanted, during, dialect),
    isExact,
  };
}

function nameParts(filter: EventFilter["event"], during: During, dialect: DialectName): Part[] {
  if (!filter) return [];
  const { name, prefix, exclude_name, exclude_prefix } = filter;
  const wanted = [
    { values: name ?? [], prefixes: [] },
    { values: [], prefixes: prefix ?? [] },
  ].filter(isAny);
  const excluded = { values: exclude_name ?? [], prefixes: exclude_prefix ?? [] };
  const names = (some: Wanted) =>
    areKeysWhole(some)
      ? keyIsAmong(keyOf("event", dialect), some, dialect)
      : isAmong(sql.ref("events.event"), some, dialect);
  const parts: Part[] = wanted.map((some) => ({
    condition: names(some),
    candidates: ownPlaces("event", some, during, dialect),
    isExact: areKeysWhole(some),
  }));
  if (isAny(excluded)) parts.push({ condition: sql<SqlBool>`not ${names(excluded)}` });
  return parts;
}

function otherParts({ id, text }: EventFilter, during: During, dialect: DialectName): Part[] {
  const parts: Part[] = [];
  if (isGiven(id?.id)) {
    const condition = idOperators("events.id").any_(id.id, dialect);
    const candidates = sql`select events.occurred, events.sequence from events
      where ${condition} and ${during("events.occurred")}`;
    parts.push({ condition, candidates, isExact: true });
  }
  const search = text && textSearch(text, dialect);
  if (search) parts.push({ condition: search });
  return parts;
}

const textSearch = textSearchOperator([
  "events.event",
  "events.resource",
  "events.related",
  "events.payload",
]);

function isResource(resource: ResourceJson, filter: ResourceFilter, dialect: DialectName): Condition {
  const { id, id_prefix, labels } = filter;
  const conditions: Condition[] = [];
  if (isGiven(id)) conditions.push(isLabelAmong(resource, ID, id, dialect));
  if (isGiven(id_prefix)) conditions.push(hasIdWithPrefix(resource, id_prefix, dialect));
  const labelled = hasLabels(resource, labels, dialect);
  if (labelled) conditions.push(labelled);
  return conditions.length === 0 ? EVERY_ROW : allOf(conditions);
}

function hasIdWithPrefix(
  resource: ResourceJson,
  prefixes: readonly string[],
  dialect: DialectName,
): Condition {
  const begins = prefixes.map((prefix) =>
    dialect === "sqlite"
      ? sql<SqlBool>`substr(${labelOf(resource, ID, dialect)}, 1, ${[...prefix].length}) = ${prefix}`
      : sql<SqlBool>`starts_with(${labelOf(resource, ID, dialect)}, ${prefix})`,
  );
  return sql<SqlBool>`(${sql.join(begins, sql` or `)})`;
}

function idConditions({ id, id_prefix }: ResourceFilter, dialect: DialectName): Condition[] {
  const column = sql.ref("events.resource_id");
  const conditions: Condition[] = [];
  if (isGiven(id)) conditions.push(isAmong(column, { values: id, prefixes: [] }, dialect));
  if (isGiven(id_prefix)) conditions.push(isAmong(column, { values: [], prefixes: id_prefix }, dialect));
  return conditions;
}

/** Ids to look for by their keys: those given, or else the prefixes; where both are, one alone is telling enough. */
function wantedIds({ id, id_prefix }: ResourceFilter): Wanted | undefined {
  if (isGiven(id)) return { values: id, prefixes: [] };
  return isGiven(id_prefix) ? { values: [], prefixes: id_prefix } : undefined;
}

const asksOneThing = ({ id, id_prefix }: ResourceFilter): boolean => !(isGiven(id) && isGiven(id_prefix));

function ownPlaces(
  column: "event" | "resource_id",
  wanted: Wanted,
  during: During,
  dialect: DialectName,
): RawBuilder<unknown> {
  // SQLite would rather walk the times until it has a page, past all events of a server when few pass.
  const index = sql.id(
    column === "event" ? "events_by_event_key_occurred" : "events_by_resource_key_occurred",
  );
  return sql`select events.occurred, events.sequence
    from events ${dialect === "sqlite" ? sql`indexed by ${index}` : sql``}
    where ${keyIsAmong(keyOf(column, dialect), wanted, dialect)} and ${during("events.occurred")}`;
}

function relatedPlaces(wanted: Wanted, { during, dialect, indexed }: Search): RawBuilder<unknown> {
  // An event is related to several of the wanted at times; with one alone its places come in their order.
  const isOne = wanted.values.length === 1 && wanted.prefixes.length === 0;
  const places = sql`select ${sql.raw(isOne ? "" : "distinct")} event_related.occurred, event_related.sequence
    from event_related where ${keyIsAmong(RELATED_KEY, wanted, dialect)} and ${during("event_related.occurred")}`;
  if (dialect === "sqlite") return places;
  // Events that were committed while older transactions are open are written down when those have ended.
  const isRelated = someRelated(dialect, (resource) =>
    isAmong(labelOf(resource, ID, dialect), wanted, dialect),
  );
  return sql`${places} union select events.occurred, events.sequence from events
    where (events.transaction_id, events.sequence) > (${String(indexed.transaction)}::text::xid8, ${indexed.sequence})
      and ${during("events.occurred")} and ${isRelated}`;
}

const isGiven = (list: List): list is readonly string[] => Boolean(list?.length);
const isAny = ({ values, prefixes }: Wanted): boolean => values.length > 0 || prefixes.length > 0;
const asList = <T>(one: T | readonly T[] | null | undefined): readonly T[] =>
  one === null || one === undefined ? [] : Array.isArray(one) ? one : [one as T];
