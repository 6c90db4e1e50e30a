import { endpoint, model, parameters } from "./endpoint.ts";
import { LogFilter, page } from "./filters.ts";
import {
  DateTime,
  Defaulted,
  Integer32,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";

/** Levels are Python's: 10 debug, 20 info, 30 warning, 40 error, 50 critical. */
const line = { name: Type.String(), level: Integer32, message: Type.String(), timestamp: DateTime };

export const Log = open("Log", {
  ...stored,
  ...line,
  flow_run_id: Nullable(Uuid),
  task_run_id: Nullable(Uuid),
});
export type Log = Static<typeof Log>;

export const LogCreate = strict("LogCreate", { ...line, flow_run_id: Maybe(Uuid), task_run_id: Maybe(Uuid) });
export type LogCreate = Static<typeof LogCreate>;

export const LogSort = oneOf("LogSort", ["TIMESTAMP_ASC", "TIMESTAMP_DESC"]);
export type LogSort = Static<typeof LogSort>;

const group = "Logs";

export const createLogs = endpoint({
  name: "createLogs",
  group,
  summary: "Store a batch of log lines",
  method: "POST",
  path: "/logs/",
  body: model(Type.Array(LogCreate)),
  answers: { 201: Type.Null() },
});
export const listLogs = endpoint({
  name: "listLogs",
  group,
  summary: "Read log lines",
  method: "POST",
  path: "/logs/filter",
  body: parameters(
    Type.Object({ logs: Maybe(LogFilter), sort: Defaulted(LogSort, "TIMESTAMP_ASC"), ...page }),
  ),
  answers: { 200: Type.Array(Log) },
});

/** A line of a run's log as a place in it: lines are in the order of their times, and of their ids where these are the same. */
export const LogPosition = open("LogPosition", { timestamp: DateTime, id: Uuid });
export type LogPosition = Static<typeof LogPosition>;

/** A line that an expression was found in, and where in its message: pairs of begin and end, in UTF-16 units. */
export const FoundLog = open("FoundLog", { log: Log, hits: Type.Array(Type.Integer()) });
export type FoundLog = Static<typeof FoundLog>;

export const searchLogs = endpoint({
  name: "searchLogs",
  group: "UI",
  summary:
    "Find the lines of a run's log that match a regular expression (ECMAScript, whatever the case of letters), a part of the log a request",
  method: "POST",
  path: "/ui/flow_runs/:id/logs/search",
  params: { id: Uuid },
  body: parameters(
    Type.Object({
      pattern: Type.String({ minLength: 1, maxLength: 1000 }),
      /** Only lines of this task run. */
      task_run_id: Maybe(Uuid),
      /** Only lines behind this one. */
      after: Maybe(LogPosition),
    }),
  ),
  answers: {
    200: open("FoundLogs", {
      found: Type.Array(FoundLog),
      /** The last line that was looked at; null where there was none. */
      reached: Nullable(LogPosition),
      /** False where there is more to look at behind it. */
      is_complete: Type.Boolean(),
    }),
  },
});
