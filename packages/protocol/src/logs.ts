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
