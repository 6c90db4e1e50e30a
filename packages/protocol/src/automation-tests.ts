import { endpoint, parameters } from "./endpoint.ts";
import { ReceivedEvent, Resource } from "./events.ts";
import {
  DateTime,
  Defaulted,
  JsonObject,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  Type,
  Uuid,
} from "./schema.ts";

/** A time at which an automation would have fired, and which event would have made it. */
export const WouldHaveFired = open("WouldHaveFired", {
  at: DateTime,
  labels: Resource,
  event: Nullable(ReceivedEvent),
});
export type WouldHaveFired = Static<typeof WouldHaveFired>;

/** What an action does, or did: with what its templates have become. */
export const TestedAction = open("TestedAction", {
  type: Type.String(),
  outcome: oneOf("TestedActionOutcome", ["would-do", "would-fail", "executed", "failed"]),
  summary: Type.String(),
  details: JsonObject,
});
export type TestedAction = Static<typeof TestedAction>;

export const AutomationTest = open("AutomationTest", {
  since: DateTime,
  until: DateTime,
  /** How many events its triggers cover, of those that were looked at. */
  covered: Type.Integer(),
  /** False when there were more events than are looked at; then the newest were. */
  is_whole: Type.Boolean(),
  fired: Type.Integer(),
  /** The newest of the firings. */
  firings: Type.Array(WouldHaveFired),
  /** The figures of its metric triggers as they are now. */
  metrics: Type.Array(
    open("TestedMetric", { name: Type.String(), value: Nullable(Type.Number()), is_beyond: Type.Boolean() }),
  ),
  /** The event that its actions are rendered with: of the newest firing, or the newest that it covers. */
  event: Nullable(ReceivedEvent),
  actions: Type.Array(TestedAction),
});
export type AutomationTest = Static<typeof AutomationTest>;

export const testAutomation = endpoint({
  name: "testAutomation",
  group: "Automations",
  summary: "Say when an automation would have fired lately, and what it would do, or with `send` do it once",
  method: "POST",
  path: "/automations/:id/test",
  params: { id: Uuid },
  body: parameters(
    Type.Object({
      /** A day ago when left out. */
      since: Maybe(DateTime),
      /** Act as if this event had fired it. */
      event_id: Maybe(Uuid),
      send: Defaulted(Type.Boolean(), false),
    }),
  ),
  answers: { 200: AutomationTest },
});
