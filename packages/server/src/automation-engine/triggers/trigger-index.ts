import type {
  Automation,
  EventTrigger,
  MetricTrigger,
  ReceivedEvent,
  ResourceSpecification,
  Trigger,
} from "@reeve/protocol";
import { isGlob } from "../../db/glob.ts";
import type { CompositeTrigger } from "./composite-trigger.ts";
import { coversEvent, coversName } from "./event-trigger.ts";

/** A trigger at work, with its automation and the triggers it stands in, the innermost first. */
type Watched<T> = {
  readonly automation: Automation;
  readonly trigger: T;
  readonly parents: readonly CompositeTrigger[];
};
export type WatchedTrigger = Watched<EventTrigger>;
export type WatchedMetric = Watched<MetricTrigger>;

// Lines of logs would make an event each, and their events more lines.
const NEVER_WATCHED = new Set(["prefect.log.write"]);
// Beyond what one server has at a time; it starts over with those in use.
const MOST_REMEMBERED_NAMES = 5_000;

/**
 * Finds the triggers that an event concerns without asking each: by the event's name, and then by a label that they want
 * to be exactly so, which mostly is the id of a resource. Only triggers that want patterns are asked one by one.
 */
export class TriggerIndex {
  readonly #all: readonly WatchedTrigger[];
  /** Every trigger at work that measures flow runs. */
  readonly metrics: readonly WatchedMetric[];
  readonly #byName = new Map<string, NamedTriggers>();

  constructor(automations: readonly Automation[]) {
    const leaves = automations.flatMap((automation) => leavesOf(automation, automation.trigger, []));
    this.#all = leaves.filter((leaf) => leaf.trigger.type === "event") as WatchedTrigger[];
    this.metrics = leaves.filter((leaf) => leaf.trigger.type === "metric") as WatchedMetric[];
  }

  /** Every trigger at work that counts events. */
  get all(): readonly WatchedTrigger[] {
    return this.#all;
  }

  /** False when no trigger wants events of this name. */
  mayConcern(name: string): boolean {
    return !NEVER_WATCHED.has(name) && this.#named(name).count > 0;
  }

  /** The triggers that cover the event. */
  covering(event: ReceivedEvent): WatchedTrigger[] {
    if (!this.mayConcern(event.event)) return [];
    const { byLabel, byRelatedLabel, others } = this.#named(event.event);
    const found = new Set<WatchedTrigger>(others);
    const addAll = (from: ReadonlyMap<string, readonly WatchedTrigger[]>, labels: Record<string, string>) => {
      if (from.size === 0) return;
      for (const [label, value] of Object.entries(labels)) {
        for (const one of from.get(keyOf(label, value)) ?? []) found.add(one);
      }
    };
    addAll(byLabel, event.resource);
    for (const related of event.related) addAll(byRelatedLabel, related);
    return [...found].filter(({ trigger }) => coversEvent(trigger, event));
  }

  #named(name: string): NamedTriggers {
    const known = this.#byName.get(name);
    if (known) return known;
    if (this.#byName.size >= MOST_REMEMBERED_NAMES) this.#byName.clear();
    const named = group(this.#all.filter(({ trigger }) => coversName(trigger, name)));
    this.#byName.set(name, named);
    return named;
  }
}

/** The triggers that want events of one name, by a label they want of the resource or of a related one. */
type NamedTriggers = {
  readonly count: number;
  readonly byLabel: ReadonlyMap<string, readonly WatchedTrigger[]>;
  readonly byRelatedLabel: ReadonlyMap<string, readonly WatchedTrigger[]>;
  readonly others: readonly WatchedTrigger[];
};

/** The triggers that others are made of. */
function leavesOf(
  automation: Automation,
  trigger: Trigger,
  parents: readonly CompositeTrigger[],
): Watched<EventTrigger | MetricTrigger>[] {
  if (trigger.type === "event" || trigger.type === "metric") return [{ automation, trigger, parents }];
  return trigger.triggers.flatMap((child) => leavesOf(automation, child, [trigger, ...parents]));
}

function group(all: readonly WatchedTrigger[]): NamedTriggers {
  const byLabel = new Map<string, WatchedTrigger[]>();
  const byRelatedLabel = new Map<string, WatchedTrigger[]>();
  const others: WatchedTrigger[] = [];
  for (const one of all) {
    const own = exactLabel(one.trigger.match);
    const related = [one.trigger.match_related].flat().map(exactLabel).find(Boolean);
    if (own) addUnder(byLabel, own, one);
    else if (related) addUnder(byRelatedLabel, related, one);
    else others.push(one);
  }
  return { count: all.length, byLabel, byRelatedLabel, others };
}

type ExactLabel = { label: string; values: readonly string[] };

function addUnder(
  map: Map<string, WatchedTrigger[]>,
  { label, values }: ExactLabel,
  one: WatchedTrigger,
): void {
  for (const value of values) {
    const key = keyOf(label, value);
    const there = map.get(key);
    if (there) there.push(one);
    else map.set(key, [one]);
  }
}

/** A label whose wanted values are no patterns; the id of the resource before any other. */
function exactLabel(labels: ResourceSpecification): ExactLabel | undefined {
  const exact = Object.entries(labels)
    .map(([label, patterns]) => ({ label, values: [patterns].flat() }))
    .filter(({ values }) => values.every((value) => !isGlob(value) && !value.startsWith("!")));
  return exact.find(({ label }) => label === "prefect.resource.id") ?? exact[0];
}

const keyOf = (label: string, value: string): string => `${label}\0${value}`;
