import type { StateType } from "@reeve/protocol";
import type { Block } from "../blocks/block-making.ts";
import type { Duration } from "../duration.ts";
import type { JsonValue } from "../json-value.ts";

/** What is to be done when something happens, or does not. */
export type NewAutomation = {
  name: string;
  description?: string;
  /** Whether it acts, as it does when left out. */
  enabled?: boolean;
  tags?: readonly string[];
  trigger: AutomationTrigger;
  /** What is done each time that the trigger fires; texts may have placeholders such as `{{ flow_run.name }}`. */
  actions: readonly AutomationAction[];
};

/** Labels that a resource must have: `*` stands for anything, a leading `!` negates, of several values one will do. */
export type Labels = Readonly<Record<string, string | readonly string[]>>;
type Matching = {
  /** The labels of what the events are about, such as `{ "prefect.resource.id": "prefect.flow-run.*" }`. */
  match?: Labels;
  /** Labels of what they have to do with; of several sets each must be found. */
  matchRelated?: Labels | readonly Labels[];
};

/** Fires when events occur, so many within so long; with "proactive" when they do not. */
export type EventTrigger = Matching & {
  type: "event";
  posture?: "reactive" | "proactive";
  /** Names of the events, such as "prefect.flow-run.Completed"; any when left out. */
  expect?: string | readonly string[];
  /** Only once one of these has occurred. */
  after?: string | readonly string[];
  /** Labels by whose values events are counted apart, such as "prefect.resource.id". */
  forEach?: string | readonly string[];
  threshold?: number;
  within?: Duration;
};

/** Fires when a flow run enters one of the states; with `for` only when it is still in it after so long. */
export type FlowRunTrigger = {
  type: "flow-run";
  /** Names of states, such as "Failed" or "Crashed". */
  states: string | readonly string[];
  /** The name of the flow; any flow when left out. */
  flow?: string;
  /** Tags of which the run has all. */
  tags?: readonly string[];
  for?: Duration;
};

/** Fires when a figure of the flow runs of the last while is beyond a limit for so long. */
export type MetricTrigger = Matching & {
  type: "metric";
  /** The share of runs that succeed (0 to 1), or seconds on average. */
  metric: "successes" | "duration" | "lateness";
  operator: "<" | "<=" | ">" | ">=";
  threshold: number;
  /** Over which time it is taken, five minutes when left out; and for how long it must hold, the same. */
  over?: Duration;
  for?: Duration;
};

/** Fires whenever a schedule is due: exactly one of `cron`, `interval` and `rrule`. */
export type ScheduleTrigger = {
  type: "schedule";
  cron?: string;
  interval?: Duration;
  rrule?: string;
  /** Of the IANA database, such as "Europe/Berlin"; UTC when left out. */
  timezone?: string;
};

/** Fires when several triggers have, within so long of each other: all, any, so many, or in their order. */
export type CombinedTrigger = {
  type: "combined";
  triggers: readonly AutomationTrigger[];
  require: "all" | "any" | "in-order" | number;
  within?: Duration;
};

export type AutomationTrigger =
  | EventTrigger
  | FlowRunTrigger
  | MetricTrigger
  | ScheduleTrigger
  | CombinedTrigger;

/** A saved block, itself or as "type-slug/name". */
type BlockReference = Block | string;

/** What can be done; what is left unnamed, such as the deployment, is the one that the event is about. */
export type AutomationAction =
  | {
      type: "do-nothing" | "cancel-flow-run" | "suspend-flow-run" | "resume-flow-run" | "delete-flow-run";
    }
  | { type: "change-flow-run-state"; state: StateType; name?: string; message?: string; force?: boolean }
  | {
      type: "run-deployment";
      /** "flow name/deployment name". */
      deployment?: string;
      parameters?: Readonly<Record<string, JsonValue>>;
      jobVariables?: Readonly<Record<string, JsonValue>>;
      scheduleAfter?: Duration;
    }
  | { type: "pause-deployment" | "resume-deployment"; deployment?: string }
  | { type: "pause-work-pool" | "resume-work-pool"; workPool?: string }
  /** "work pool/queue". */
  | { type: "pause-work-queue" | "resume-work-queue"; workQueue?: string }
  | { type: "pause-automation" | "resume-automation"; automation?: string }
  /** Through a block that sends notifications, such as "slack-webhook/team". */
  | { type: "send-notification"; block: BlockReference; subject?: string; body: string }
  | { type: "call-webhook"; block: BlockReference; payload?: JsonValue };
