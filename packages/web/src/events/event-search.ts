import type { EventFilter, TimeUnit } from "@reeve/protocol";

/** Spans of time, and into what bars each is divided. */
export const SPANS = [
  { id: "1h", label: "Past hour", seconds: 3_600, unit: "minute", interval: 1 },
  { id: "24h", label: "Past 24 hours", seconds: 86_400, unit: "minute", interval: 30 },
  { id: "7d", label: "Past 7 days", seconds: 7 * 86_400, unit: "hour", interval: 3 },
  { id: "30d", label: "Past 30 days", seconds: 30 * 86_400, unit: "hour", interval: 12 },
] as const satisfies readonly {
  id: string;
  label: string;
  seconds: number;
  unit: TimeUnit;
  interval: number;
}[];
export type Span = (typeof SPANS)[number];

/** Whose events: the beginnings of their names. */
export const KINDS = [
  { id: "flow-run", label: "Flow runs" },
  { id: "task-run", label: "Task runs" },
  { id: "deployment", label: "Deployments" },
  { id: "automation", label: "Automations" },
  { id: "work-pool", label: "Work pools" },
  { id: "work-queue", label: "Work queues" },
  { id: "artifact-collection", label: "Artifacts" },
  { id: "block-document", label: "Blocks" },
  { id: "variable", label: "Variables" },
  { id: "concurrency-limit", label: "Concurrency limits" },
] as const;

/** What the address of the list of events says. */
export type EventSearch = {
  text: string;
  kind: string;
  /** The id of a resource that the events are about or related to. */
  resource: string;
  span: Span;
  /** A stretch of time in place of the span. */
  stretch: { since: string; until: string } | undefined;
};

/** Reads the address; what makes no sense is as good as absent. */
export function parseEventSearch(raw: Readonly<Record<string, unknown>>): EventSearch {
  const text = (key: string) => (typeof raw[key] === "string" ? (raw[key] as string) : "");
  const [since, until] = [Date.parse(text("from")), Date.parse(text("to"))];
  const kind = KINDS.some(({ id }) => id === text("kind")) ? text("kind") : "";
  return {
    text: text("q"),
    kind,
    resource: text("resource"),
    span: SPANS.find(({ id }) => id === text("span")) ?? SPANS[1],
    stretch: until > since ? { since: iso(since), until: iso(until) } : undefined,
  };
}

/** The filter for the server, as of now. */
export function eventFilter({ text, kind, resource, span, stretch }: EventSearch, now: number): EventFilter {
  return {
    occurred: stretch ?? { since: iso(now - span.seconds * 1_000), until: iso(now) },
    ...(text && { text: { query: text } }),
    ...(kind && { event: { prefix: [`prefect.${kind}.`] } }),
    ...(resource && { any_resource: { id: [resource] } }),
  };
}

// As many as fit beside each other on a telephone.
const MOST_BARS = 60;
const STEPS = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 43_200, 86_400, 604_800] as const;

/** Into what bars of time the events are counted. */
export function barsOf({ span, stretch }: EventSearch): { time_unit: TimeUnit; time_interval: number } {
  if (!stretch) return { time_unit: span.unit, time_interval: span.interval };
  const seconds = (Date.parse(stretch.until) - Date.parse(stretch.since)) / 1_000;
  const step = STEPS.find((one) => seconds / one <= MOST_BARS) ?? 604_800;
  return { time_unit: "second", time_interval: step };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
