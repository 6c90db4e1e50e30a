import { endpoint, model } from "./endpoint.ts";
import { DateTime, JsonObject, Maybe, oneOf, open, type Static, strict, Type, Uuid } from "./schema.ts";
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

export type ReceivedEvent = {
  id: string;
  occurred: string;
  event: string;
  resource: Resource;
  related: Resource[];
  payload: Record<string, unknown>;
  follows: string | null;
  received: string;
};

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
      distinct: Type.Optional(Type.Boolean()),
    }),
  ),
  related: oneOrMany(EventRelatedFilter),
  any_resource: oneOrMany(EventAnyResourceFilter),
  id: Type.Optional(strict("EventIDFilter", { id: Maybe(Type.Array(Uuid)) })),
  text: Maybe(strict("EventTextFilter", { query: Type.String({ maxLength: 200 }) })),
  order: Type.Optional(oneOf("EventOrder", ["ASC", "DESC"])),
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
