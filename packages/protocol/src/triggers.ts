import { DateTime, Maybe, open, type Static, Type, Uuid } from "./schema.ts";
import type { TSchema } from "./type-builder.ts";

/** What an automation watches for, as clients write it; `within` and the like are seconds or ISO 8601 durations. */

const Duration = Type.Union([Type.Number({ minimum: 0 }), Type.String({ pattern: "^P" })]);

/** Labels that a resource must have: each one of its patterns, in which `*` stands for anything and `!` negates. */
export const ResourceSpecification = {
  ...Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])),
  title: "ResourceSpecification",
} as TSchema<ResourceSpecification>;
export type ResourceSpecification = Record<string, string | string[]>;

const names = Type.Array(Type.String(), { uniqueItems: true });
const matching = {
  match: Type.Optional(ResourceSpecification),
  match_related: Type.Optional(Type.Union([ResourceSpecification, Type.Array(ResourceSpecification)])),
};
const counting = {
  ...matching,
  after: Type.Optional(names),
  expect: Type.Optional(names),
  for_each: Type.Optional(names),
  posture: Type.Unsafe<"Reactive" | "Proactive">({ type: "string", enum: ["Reactive", "Proactive"] }),
  threshold: Type.Optional(Type.Integer({ default: 1 })),
};
const kind = <const T extends string>(name: T) => Type.Optional({ ...Type.Literal(name), default: name });
const id = { id: Type.Optional(Uuid) };

export const EventTriggerCreate = open("EventTrigger-Input", {
  type: kind("event"),
  ...id,
  ...counting,
  within: Type.Optional({ ...Duration, default: "PT0S" }),
});

/** A place where a trigger stands within others; the schema refers to itself by this name. */
const nested = Type.Unsafe<TriggerCreate>({ $ref: "Trigger-Input" });

export const CompoundTriggerCreate = open("CompoundTrigger-Input", {
  type: kind("compound"),
  ...id,
  triggers: Type.Array(nested),
  within: Type.Union([Duration, Type.Null()]),
  require: Type.Union([Type.Integer(), Type.Unsafe<"any" | "all">({ type: "string", enum: ["any", "all"] })]),
});

export const SequenceTriggerCreate = open("SequenceTrigger-Input", {
  type: kind("sequence"),
  ...id,
  triggers: Type.Array(nested),
  within: Type.Union([Duration, Type.Null()]),
});

const METRICS = ["lateness", "duration", "successes"] as const;
const OPERATORS = ["<", "<=", ">", ">="] as const;

/** Compares a figure of the flow runs that match with a limit, again and again. */
export const MetricTriggerCreate = open("MetricTrigger-Input", {
  type: kind("metric"),
  ...id,
  ...matching,
  posture: Type.Optional({ ...Type.Literal("Metric"), default: "Metric" }),
  metric: open("MetricTriggerQuery-Input", {
    name: Type.Unsafe<(typeof METRICS)[number]>({ type: "string", enum: METRICS }),
    threshold: Type.Number(),
    operator: Type.Unsafe<(typeof OPERATORS)[number]>({ type: "string", enum: OPERATORS }),
    range: Type.Optional({ ...Duration, default: 300 }),
    firing_for: Type.Optional({ ...Duration, default: 300 }),
  }),
});

/** Fires whenever a schedule is due; kept and answered as an event trigger, which waits for the server to say so. */
export const ScheduleTriggerCreate = open("ScheduleTrigger-Input", {
  type: Type.Literal("schedule"),
  ...id,
  cron: Type.Optional(Type.String()),
  interval: Type.Optional(Duration),
  rrule: Type.Optional(Type.String()),
  timezone: Maybe(Type.String()),
  anchor_date: Type.Optional(DateTime),
  day_or: Type.Optional(Type.Boolean({ default: true })),
});
export type ScheduleTriggerCreate = Static<typeof ScheduleTriggerCreate>;

export const TriggerCreate = {
  $id: "Trigger-Input",
  title: "Trigger-Input",
  anyOf: [
    EventTriggerCreate,
    CompoundTriggerCreate,
    SequenceTriggerCreate,
    MetricTriggerCreate,
    ScheduleTriggerCreate,
  ],
} as TSchema<TriggerCreate>;

type Composite = { id?: string; triggers: TriggerCreate[]; within: number | string | null };
export type TriggerCreate =
  | Static<typeof EventTriggerCreate>
  | (Composite & { type?: "compound"; require: number | "any" | "all" })
  | (Composite & { type?: "sequence" })
  | Static<typeof MetricTriggerCreate>
  | ScheduleTriggerCreate;

const identified = { id: Uuid };

/** Fires when expected events occur (reactive), or do not (proactive). */
export type EventTrigger = {
  type: "event";
  id: string;
  match: ResourceSpecification;
  match_related: ResourceSpecification | ResourceSpecification[];
  after: string[];
  expect: string[];
  for_each: string[];
  posture: "Reactive" | "Proactive";
  threshold: number;
  /** Seconds. */
  within: number;
};

/** Fires when so many of its triggers have. */
export type CompoundTrigger = {
  type: "compound";
  id: string;
  triggers: Trigger[];
  within: number | null;
  require: number | "any" | "all";
};

/** Fires when its triggers have, one after the other. */
export type SequenceTrigger = {
  type: "sequence";
  id: string;
  triggers: Trigger[];
  within: number | null;
};

export type MetricTrigger = {
  type: "metric";
  id: string;
  match: ResourceSpecification;
  match_related: ResourceSpecification | ResourceSpecification[];
  posture: "Metric";
  metric: {
    name: (typeof METRICS)[number];
    threshold: number;
    operator: (typeof OPERATORS)[number];
    range: number;
    firing_for: number;
  };
};

export type Trigger = EventTrigger | CompoundTrigger | SequenceTrigger | MetricTrigger;

const answered = Type.Unsafe<Trigger>({ $ref: "Trigger-Output" });
const literal = <const T extends string>(name: T) => ({ ...Type.Literal(name), default: name });

export const TriggerAnswer = {
  $id: "Trigger-Output",
  title: "Trigger-Output",
  anyOf: [
    open("EventTrigger-Output", {
      type: Type.Optional(literal("event")),
      ...identified,
      ...counting,
      within: Type.Optional(Type.Number({ default: 0 })),
    }),
    open("CompoundTrigger-Output", {
      type: Type.Optional(literal("compound")),
      ...identified,
      triggers: Type.Array(answered),
      within: Type.Union([Type.Number(), Type.Null()]),
      require: CompoundTriggerCreate.properties.require,
    }),
    open("SequenceTrigger-Output", {
      type: Type.Optional(literal("sequence")),
      ...identified,
      triggers: Type.Array(answered),
      within: Type.Union([Type.Number(), Type.Null()]),
    }),
    open("MetricTrigger-Output", {
      type: Type.Optional(literal("metric")),
      ...identified,
      ...matching,
      metric: open("MetricTriggerQuery-Output", {
        name: Type.String(),
        threshold: Type.Number(),
        operator: Type.String(),
        range: Type.Number(),
        firing_for: Type.Number(),
      }),
    }),
  ],
} as TSchema<Trigger>;
