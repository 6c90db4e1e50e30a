import { endpoint, parameters } from "./endpoint.ts";
import { HistoryResponse } from "./run-history.ts";
import { RunRow } from "./run-page.ts";
import { DateTime, Maybe, Nullable, open, Seconds, type Static, Type, Uuid } from "./schema.ts";
import { TaskRunCount } from "./ui-summaries.ts";

const Count = Type.Integer();
const RunName = open("HomeRunName", { id: Uuid, name: Type.String(), end_time: Nullable(DateTime) });

/** Runs of one flow that went wrong for the same reason. */
export const FailureGroup = open("FailureGroup", {
  flow_id: Uuid,
  flow_name: Type.String(),
  /** The first line of what the last of them says. */
  reason: Type.String(),
  count: Count,
  first_ended: DateTime,
  last_ended: DateTime,
  latest: RunName,
  /** The newest of them. */
  flow_run_ids: Type.Array(Uuid),
  /** Whether somebody will run them again: those that no deployment made ended with their process. */
  can_be_retried: Type.Boolean(),
  /** A run of the flow that has completed since: then it is over. */
  completed_since: Nullable(RunName),
});
export type FailureGroup = Static<typeof FailureGroup>;

/** A run that goes on, or one that should, and why it does not. */
export const RunUnderWay = open("RunUnderWay", {
  row: RunRow,
  /** How long runs of its flow took lately; null when none has completed. */
  usual_seconds: Nullable(Seconds),
  waits_because: Nullable(Type.String()),
});
export type RunUnderWay = Static<typeof RunUnderWay>;

/** A work pool and whether its runs are taken on. */
export const HomePool = open("HomePool", {
  id: Uuid,
  name: Type.String(),
  type: Type.String(),
  is_paused: Type.Boolean(),
  status: Nullable(Type.String()),
  late_runs: Count,
  /** When the first of them was to begin. */
  late_since: Nullable(DateTime),
  online_workers: Count,
  /** Of all its runs that are kept: how many are over, and how many of these have completed. */
  ended_runs: Count,
  completed_runs: Count,
});
export type HomePool = Static<typeof HomePool>;

const runs = (name: string) => open(name, { count: Count, runs: Type.Array(RunUnderWay) });

/** All that the first page shows. */
export const Home = open("Home", {
  /** Whether there has ever been a run. */
  has_runs: Type.Boolean(),
  start: DateTime,
  end: DateTime,
  history: Type.Array(HistoryResponse),
  task_runs: Type.Array(TaskRunCount),
  failures: open("HomeFailures", { count: Count, groups: Type.Array(FailureGroup) }),
  running: runs("HomeRunning"),
  waiting: runs("HomeWaiting"),
  next: Type.Array(RunRow),
  pools: Type.Array(HomePool),
});
export type Home = Static<typeof Home>;

export const getHome = endpoint({
  name: "getHome",
  group: "UI",
  summary: "What went wrong, what goes on, what waits and why, and what comes next, in one answer",
  method: "POST",
  path: "/ui/home",
  body: parameters(
    Type.Object({
      /** How far back failures, the history and the totals of task runs reach: a day unless it is given. */
      seconds: Maybe(Type.Integer({ minimum: 60, maximum: 366 * 86_400 })),
      /** Up to when they reach: now unless it is given. What goes on and what comes next is always as it is now. */
      until: Maybe(DateTime),
      tags: Maybe(Type.Array(Type.String())),
      hide_subflows: Maybe(Type.Boolean()),
    }),
  ),
  answers: { 200: Home },
});
