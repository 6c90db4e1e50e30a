import { LOG_LEVELS, type LogLevel } from "./log/log-levels.ts";
import type { RowSort } from "./timeline/row-model.ts";
import type { AxisMode } from "./timeline/time-scale.ts";

export const RUN_TABS = [
  "timeline",
  "log",
  "tasks",
  "subflows",
  "artifacts",
  "parameters",
  "states",
  "events",
  "details",
] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** What the run page's address says; whatever is absent stands as it starts. */
export type RunSearch = {
  tab?: RunTab;
  /** The selected task run or subflow run. */
  task?: string;
  /** Which levels of log lines are shown, with commas between. */
  level?: string;
  /** What is sought in the log. */
  find?: string;
  /** The log line the link points to. */
  line?: string;
  /** The stretch of time in sight, in milliseconds from the run's start. */
  t0?: number;
  t1?: number;
  view?: "graph";
  axis?: AxisMode;
  sort?: RowSort;
  /** Only nodes of these states, with commas between, in small letters. */
  states?: string;
  /** The timeline has the whole window. */
  full?: true;
  /** The critical path is shown. */
  path?: true;
  /** Which attempt the log is of, counted from 1. */
  attempt?: number;
};

// Names that links to the reference's UI use.
const OLD_TABS: Readonly<Record<string, RunTab>> = {
  logs: "log",
  "task-runs": "tasks",
  "subflow-runs": "subflows",
};

/** Reads the address; a value that makes no sense is as good as absent. */
export function parseRunSearch(raw: Readonly<Record<string, unknown>>): RunSearch {
  const tab = text(raw.tab);
  const t0 = number(raw.t0);
  const t1 = number(raw.t1);
  const hasWindow = t0 !== undefined && t1 !== undefined && t1 > t0;
  return withoutUndefined({
    tab: OLD_TABS[tab ?? ""] ?? RUN_TABS.find((name) => name === tab && name !== "timeline"),
    task: text(raw.task),
    level: text(raw.level),
    find: text(raw.find),
    line: text(raw.line),
    t0: hasWindow ? t0 : undefined,
    t1: hasWindow ? t1 : undefined,
    view: raw.view === "graph" ? "graph" : undefined,
    axis: raw.axis === "clock" || raw.axis === "duration" ? raw.axis : undefined,
    sort: raw.sort === "duration" || raw.sort === "name" ? raw.sort : undefined,
    states: text(raw.states),
    full: flag(raw.full),
    path: flag(raw.path),
    attempt: attemptOf(raw.attempt),
  });
}

/** The levels an address names; none means all. */
export function levelsOf(search: RunSearch): ReadonlySet<LogLevel> {
  const named = search.level?.split(",") ?? [];
  return new Set(LOG_LEVELS.filter((level) => named.includes(level)));
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

const flag = (value: unknown): true | undefined => (value === "true" || value === true ? true : undefined);

const attemptOf = (value: unknown): number | undefined => {
  const read = number(value);
  return read !== undefined && Number.isInteger(read) && read > 0 ? read : undefined;
};

const number = (value: unknown): number | undefined => {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
};

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
