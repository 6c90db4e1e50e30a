import type { TriggerCreate } from "@reeve/protocol";

/** An event as it arrives: when it occurred, its name, its resource, and what else there is to it. */
export type ArrivingEvent = readonly [
  second: number,
  event: string,
  resource?: string,
  more?: {
    labels?: Record<string, string>;
    related?: Record<string, string>[];
    /** The event it says it follows, as `a@3`. */
    follows?: string;
  },
];

/** What happens to a trigger, and when it fires for it. */
export type TriggerCase = {
  readonly trigger: TriggerCreate;
  /** In the order in which they arrive. */
  readonly events: readonly ArrivingEvent[];
  /** The seconds at which the time is looked at. */
  readonly ticks?: readonly number[];
  /** The second, the event that made it fire (`a@3`), and for what, if it counts that apart. */
  readonly firings: readonly string[];
  /** What Prefect's server does where we go another way, for a reason. */
  readonly prefect?: { readonly firings: readonly string[]; readonly why: string };
};

/** What triggers do in each case, by what they are. */
export type TriggerCases = Readonly<Record<string, Readonly<Record<string, TriggerCase>>>>;

type EventFields = Partial<Extract<TriggerCreate, { posture: "Reactive" | "Proactive" }>>;

export const reactive = (own: EventFields): TriggerCreate => ({ type: "event", posture: "Reactive", ...own });
export const proactive = (own: EventFields = {}): TriggerCreate => ({
  type: "event",
  posture: "Proactive",
  within: 10,
  expect: ["b"],
  ...own,
});
export const apart = { for_each: ["prefect.resource.id"] };
