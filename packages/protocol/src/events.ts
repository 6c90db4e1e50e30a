import { endpoint, model, parameters } from "./endpoint.ts";
import {
  DateTime,
  JsonObject,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  strict,
  Type,
  Uuid,
} from "./schema.ts";
import type { TSchema } from "./type-builder.ts";

/** Labels of what an event is about; `prefect.resource.id` names it. */
export const Resource = Type.Record(Type.String(), Type.String());
export type Resource = Static<typeof Resource>;

export const Event = open("Event", {
  id: Uuid,
  occurred: DateTime,
  event: Type.String({ maxLength: 1024 }),
  resource: Resource,
  related: Type.Optional(Type.Array(Resource, { maxItems: 100 })),
  payload: Type.Optional(JsonObject),
  follows: Maybe(Uuid),
});
export type Event = Static<typeof Event>;

export const ReceivedEvent = open("ReceivedEvent", {
  id: Uuid,
  occurred: DateTime,
  event: Type.String(),
  resource: Resource,
  related: Type.Array(Resource),
  payload: JsonObject,
  follows: Nullable(Uuid),
  received: DateTime,
});
export type ReceivedEvent = Static<typeof ReceivedEvent>;

const list = Maybe(Type.Array(Type.String()));
const oneOrMany = <T extends TSchema>(schema: T) => Maybe(Type.Union([schema, Type.Array(schema)]));
/** Labels to match: a value or several, `*` as wildcard, a leading `!` negates. */
const LabelFilter = Maybe(Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])));

export const EventAnyResourceFilter = strict("EventAnyResourceFilter", {
  id: list,
  id_prefix: list,
  labels: LabelFilter,
});
export const EventRelatedFilter = strict("EventRelatedFilter", {
  id: list,
  role: list,
  resources_in_roles: Maybe(Type.Array(Type.Array(Type.String(), { minItems: 2, maxItems: 2 }))),
  labels: LabelFilter,
});

export const EventFilter = strict("EventFilter", {
  occurred: Type.Optional(
    strict("EventOccurredFilter", { since: Type.Optional(DateTime), until: Type.Optional(DateTime) }),
  ),
  event: Maybe(
    strict("EventNameFilter", { prefix: list, exclude_prefix: list, name: list, exclude_name: list }),
  ),
  resource: Maybe(
    strict("EventResourceFilter", {
      id: list,
      id_prefix: list,
      labels: LabelFilter,
      distinct: Type.Optional(Type.Boolean({ default: false })),
    }),
  ),
  related: oneOrMany(EventRelatedFilter),
  any_resource: oneOrMany(EventAnyResourceFilter),
  id: Type.Optional(strict("EventIDFilter", { id: Maybe(Type.Array(Uuid)) })),
  text: Maybe(strict("EventTextFilter", { query: Type.String({ maxLength: 200 }) })),
  order: Type.Optional({ ...oneOf("EventOrder", ["ASC", "DESC"]), default: "DESC" }),
});
export type EventFilter = Static<typeof EventFilter>;

export const createEvents = endpoint({
  name: "createEvents",
  group: "Events",
  summary: "Store events; task-run events among them update their task runs",
  method: "POST",
  path: "/events",
  body: model(Type.Array(Event)),
  answers: { 204: null },
});

export const EventPage = open("EventPage", {
  events: Type.Array(ReceivedEvent),
  total: Type.Integer(),
  /** The whole address of the next page, to be asked for as it is; null on the last. */
  next_page: Nullable(Type.String({ format: "uri" })),
});
export type EventPage = Static<typeof EventPage>;

/** What events can be counted by; `day` is `time` in days. */
export const Countable = oneOf("Countable", ["day", "time", "event", "resource"]);
export type Countable = Static<typeof Countable>;
export const TimeUnit = oneOf("TimeUnit", ["week", "day", "hour", "minute", "second"]);
export type TimeUnit = Static<typeof TimeUnit>;

export const EventCount = open("EventCount", {
  value: Type.String(),
  label: Type.String(),
  count: Type.Integer(),
  start_time: DateTime,
  end_time: DateTime,
});
export type EventCount = Static<typeof EventCount>;

const MOST_EVENTS_ON_A_PAGE = 50;

export const listEvents = endpoint({
  name: "listEvents",
  group: "Events",
  summary: "List events",
  method: "POST",
  path: "/events/filter",
  body: parameters(
    Type.Object({
      filter: Maybe(EventFilter),
      limit: Type.Optional(
        Type.Integer({ minimum: 0, maximum: MOST_EVENTS_ON_A_PAGE, default: MOST_EVENTS_ON_A_PAGE }),
      ),
    }),
  ),
  answers: { 200: EventPage },
});
export const listNextEvents = endpoint({
  name: "listNextEvents",
  group: "Events",
  summary: "Go on with a list of events",
  method: "GET",
  path: "/events/filter/next",
  query: { "page-token": Type.String() },
  answers: { 200: EventPage },
});
export const countEvents = endpoint({
  name: "countEvents",
  group: "Events",
  summary: "Count events by the time they occurred, by name, or by resource",
  method: "POST",
  path: "/events/count-by/:countable",
  params: { countable: Countable },
  body: parameters(
    Type.Object({
      filter: EventFilter,
      time_unit: Type.Optional({ ...TimeUnit, default: "day" }),
      time_interval: Type.Optional(Type.Number({ minimum: 0.01, default: 1 })),
    }),
  ),
  answers: { 200: Type.Array(EventCount) },
});
