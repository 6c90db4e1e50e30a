import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  DEPLOYMENTS,
  FLOWS,
  idOf,
  OLDEST,
  SECONDS_BETWEEN,
  UNFINISHED,
} from "../../packages/server/test/many-runs.ts";

type Kind = Parameters<typeof idOf>[0];

/** Writes rows numbered from 0 as `i`, each column as SQL of that number. */
type Insert = (table: string, columns: Record<string, string>, count?: number) => void;

/** The instant so many seconds after the i-th run was expected. */
type TimeAt = (seconds: number) => string;

/** Writes the same history into the SQLite file of a Prefect server: through its API this would take hours. */
export function fillPrefect(home: string, flowRuns: number): void {
  using database = new DatabaseSync(join(home, "prefect.db"), {
    timeout: 60_000,
    enableForeignKeyConstraints: false,
  });
  const beginning = Math.floor(Date.now() / 1000) - flowRuns * SECONDS_BETWEEN;
  const at: TimeAt = (seconds) =>
    `strftime('%Y-%m-%d %H:%M:%S.000000', ${beginning + seconds} + i * ${SECONDS_BETWEEN}, 'unixepoch')`;
  const insert: Insert = (table, columns, count = flowRuns) =>
    database.exec(
      `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})
      insert into ${table} (${Object.keys(columns).join(", ")}) select ${Object.values(columns).join(", ")} from n`,
    );
  database.exec("begin");
  insert("flow", { id: sqlId("flow"), name: "'flow-' || i" }, FLOWS);
  const ofFlow = { flow_id: sqlId("flow"), status: "'READY'" };
  insert("deployment", { id: sqlId("deployment"), name: "'deployment-' || i", ...ofFlow }, DEPLOYMENTS);
  insertFlowRuns(insert, at, flowRuns);
  insertTaskRuns(insert, at);
  insert("log", {
    id: sqlId("log"),
    created: at(5),
    timestamp: at(5),
    name: "'prefect.flow_runs'",
    level: "20",
    message: "'Loaded part ' || i",
    flow_run_id: sqlId("flow-run"),
    task_run_id: `case when i % 2 = 0 then ${sqlId("task-run")} end`,
  });
  database.exec("commit");
}

function insertFlowRuns(insert: Insert, at: TimeAt, flowRuns: number): void {
  const isOver = `i < ${flowRuns - UNFINISHED}`;
  const name = `case when not (${isOver}) then 'Running' when i % 100 < 94 then 'Completed'
    when i % 100 < 98 then 'Failed' when i % 100 = 98 then 'Crashed' else 'Cancelled' end`;
  const type = `upper(${name})`;
  const tags = `'["team-' || (i % 20) || '"' || case when i < ${OLDEST} then ', "founding"' else '' end || ']'`;
  insert("flow_run", {
    id: sqlId("flow-run"),
    created: at(0),
    updated: at(12),
    expected_start_time: at(0),
    start_time: at(1),
    end_time: `case when ${isOver} then ${at(12)} end`,
    total_run_time: duration(11),
    name: `'run-' || (i * 7919 % ${flowRuns})`,
    flow_id: sqlId("flow", `(i % ${FLOWS})`),
    deployment_id: `case when i % 2 = 0 then ${sqlId("deployment", `(i % ${DEPLOYMENTS})`)} end`,
    parameters: `'{"x": 1}'`,
    tags,
    run_count: "1",
    state_id: sqlId("flow-run-state"),
    state_type: type,
    state_name: name,
    state_timestamp: at(12),
  });
  insert("flow_run_state", {
    id: sqlId("flow-run-state"),
    flow_run_id: sqlId("flow-run"),
    type,
    name,
    timestamp: at(12),
  });
}

function insertTaskRuns(insert: Insert, at: TimeAt): void {
  const name = "case when i % 50 = 7 then 'Failed' else 'Completed' end";
  const type = `upper(${name})`;
  insert("task_run", {
    id: sqlId("task-run"),
    created: at(2),
    updated: at(9),
    expected_start_time: at(2),
    start_time: at(3),
    end_time: at(9),
    name: "'task-' || (i % 200)",
    task_key: "'task-' || (i % 200)",
    dynamic_key: "'0'",
    flow_run_id: sqlId("flow-run"),
    run_count: "1",
    flow_run_run_count: "1",
    total_run_time: duration(6),
    state_id: sqlId("task-run-state"),
    state_type: type,
    state_name: name,
    state_timestamp: at(9),
  });
  insert("task_run_state", {
    id: sqlId("task-run-state"),
    task_run_id: sqlId("task-run"),
    type,
    name,
    timestamp: at(9),
  });
}

/** As SQLAlchemy writes a span of time. */
const duration = (seconds: number) => `'1970-01-01 00:00:${String(seconds).padStart(2, "0")}.000000'`;

/** The same as `idOf`, of a number in SQL. */
function sqlId(kind: Kind, n = "i"): string {
  const [beginning] = idOf(kind, 0).split("-");
  const hex = `printf('%08x', ${n})`;
  return `('${beginning}-' || substr(${hex}, 1, 4) || '-7' || substr(${hex}, 5, 3) || '-8000-' || printf('%012x', ${n}))`;
}
