import { type RawBuilder, sql } from "kysely";
import type { Database } from "../src/db/database.ts";

/** A history that has gone on evenly: how many flow runs it holds, of which the last began just now. */
export type History = { flowRuns: number; until: Date; withTaskRuns: boolean };

export const FLOWS = 100;
export const DEPLOYMENTS = 50;
/** A run begins this often, so that a longer history reaches further back. */
export const SECONDS_BETWEEN = 40;

// The newest runs are not over yet.
export const UNFINISHED = 50;
// These have a tag that no other run has, and that is found last in a list of the newest.
export const OLDEST = 20;

/** The id of the n-th row of a kind, and the only one that is also easy to name. */
export const idOf = (kind: Kind, n: number): string =>
  `0190${KINDS.indexOf(kind)}000-${n.toString(16).padStart(8, "0").slice(0, 4)}-7${n.toString(16).padStart(8, "0").slice(4, 7)}-8000-${n.toString(16).padStart(12, "0")}`;

const KINDS = [
  "flow",
  "deployment",
  "flow-run",
  "flow-run-state",
  "task-run",
  "task-run-state",
  "log",
  "event",
] as const;
type Kind = (typeof KINDS)[number];

// On PostgreSQL a transaction keeps the feeds of all databases of its server waiting, those of other tests among them.
const ROWS_A_TRANSACTION = 10_000;

/** Writes the whole history with few statements, in the order of time, as a server would have over months. */
export async function fillWithRuns(database: Database, history: History): Promise<void> {
  const filler = new Filler(database, history);
  await filler.fillFlows();
  await filler.fillFlowRuns();
  if (history.withTaskRuns) await filler.fillTaskRuns();
}

class Filler {
  readonly #database: Database;
  readonly #isSqlite: boolean;
  readonly #count: number;
  readonly #beginning: number;

  constructor(database: Database, { flowRuns, until }: History) {
    this.#database = database;
    this.#isSqlite = database.dialect === "sqlite";
    this.#count = flowRuns;
    this.#beginning = Math.floor(until.getTime() / 1000) - flowRuns * SECONDS_BETWEEN;
  }

  async fillFlows(): Promise<void> {
    const start = this.#time(0);
    await this.#insert("flows", FLOWS, {
      id: this.#id("flow", sql`i`),
      created: start,
      updated: start,
      tags: sql`'[]'`,
      labels: sql`'{}'`,
      name: sql`'flow-' || i`,
    });
    await this.#insert("deployments", DEPLOYMENTS, {
      id: this.#id("deployment", sql`i`),
      ...{
        created: start,
        updated: start,
        tags: sql`'[]'`,
        labels: sql`'{}'`,
        name: sql`'deployment-' || i`,
      },
      flow_id: this.#id("flow", sql`i`),
      paused: sql`0`,
      status: sql`'READY'`,
      job_variables: sql`'{}'`,
      parameters: sql`'{}'`,
      enforce_parameter_schema: sql`1`,
    });
  }

  async fillFlowRuns(): Promise<void> {
    const isOver = sql`i < ${sql.lit(this.#count - UNFINISHED)}`;
    const type = sql`case when not (${isOver}) then 'RUNNING' when i % 100 < 94 then 'COMPLETED'
      when i % 100 < 98 then 'FAILED' when i % 100 = 98 then 'CRASHED' else 'CANCELLED' end`;
    const name = sql`case when not (${isOver}) then 'Running' when i % 100 < 94 then 'Completed'
      when i % 100 < 98 then 'Failed' when i % 100 = 98 then 'Crashed' else 'Cancelled' end`;
    await this.#insert("flow_runs", this.#count, {
      id: this.#id("flow-run", sql`i`),
      created: this.#time(0),
      updated: this.#time(12),
      expected_start_time: this.#time(0),
      start_time: this.#time(1),
      sort_time: this.#time(1),
      state_timestamp: this.#time(12),
      end_time: sql`case when ${isOver} then ${this.#time(12)} end`,
      name: sql`'run-' || (cast(i as bigint) * 7919 % ${sql.lit(this.#count)})`,
      flow_id: this.#id("flow", sql`(i % ${sql.lit(FLOWS)})`),
      deployment_id: sql`case when i % 2 = 0 then ${this.#id("deployment", sql`(i % ${sql.lit(DEPLOYMENTS)})`)} end`,
      parent_task_run_id: sql`case when i % 20 = 1 then ${this.#id("task-run", sql`(i - 1)`)} end`,
      parameters: sql`'{"x": 1}'`,
      context: sql`'{}'`,
      empirical_policy: sql`'{}'`,
      labels: sql`'{}'`,
      tags: sql`'["team-' || (i % 20) || '"' || case when i < ${sql.lit(OLDEST)} then ', "founding"' else '' end || ']'`,
      state_id: this.#id("flow-run-state", sql`i`),
      state_type: type,
      state_name: name,
      run_count: sql`1`,
      total_run_time: sql`11`,
      auto_scheduled: sql`0`,
    });
    await this.#insert("flow_run_states", this.#count, {
      id: this.#id("flow-run-state", sql`i`),
      flow_run_id: this.#id("flow-run", sql`i`),
      type,
      name,
      timestamp: this.#time(12),
      state_details: sql`'{}'`,
    });
  }

  async fillTaskRuns(): Promise<void> {
    const type = sql`case when i % 50 = 7 then 'FAILED' else 'COMPLETED' end`;
    const name = sql`case when i % 50 = 7 then 'Failed' else 'Completed' end`;
    await this.#insert("task_runs", this.#count, {
      id: this.#id("task-run", sql`i`),
      created: this.#time(2),
      updated: this.#time(9),
      expected_start_time: this.#time(2),
      start_time: this.#time(3),
      end_time: this.#time(9),
      state_timestamp: this.#time(9),
      name: sql`'task-' || (i % 200)`,
      flow_run_id: this.#id("flow-run", sql`i`),
      task_key: sql`'task-' || (i % 200)`,
      dynamic_key: sql`'0'`,
      empirical_policy: sql`'{}'`,
      tags: sql`'[]'`,
      labels: sql`'{}'`,
      task_inputs: sql`'{}'`,
      state_id: this.#id("task-run-state", sql`i`),
      state_type: type,
      state_name: name,
      run_count: sql`1`,
      flow_run_run_count: sql`1`,
      total_run_time: sql`6`,
    });
    await this.#insert("task_run_states", this.#count, {
      id: this.#id("task-run-state", sql`i`),
      task_run_id: this.#id("task-run", sql`i`),
      type,
      name,
      timestamp: this.#time(9),
      state_details: sql`'{}'`,
    });
    await this.#insert("logs", this.#count, {
      id: this.#id("log", sql`i`),
      created: this.#time(5),
      timestamp: this.#time(5),
      name: sql`'prefect.flow_runs'`,
      level: sql`20`,
      message: sql`'Loaded part ' || i`,
      flow_run_id: this.#id("flow-run", sql`i`),
      task_run_id: sql`case when i % 2 = 0 then ${this.#id("task-run", sql`i`)} end`,
    });
    await this.#insert("events", this.#count, {
      id: this.#id("event", sql`i`),
      occurred: this.#time(5),
      received: this.#time(5),
      event: sql`case when i % 25 = 3 then 'prefect.flow-run.Failed' else 'prefect.flow-run.Completed' end`,
      resource_id: sql`'prefect.flow-run.' || ${this.#id("flow-run", sql`i`)}`,
      resource: sql`'{"prefect.resource.id":"prefect.flow-run.' || ${this.#id("flow-run", sql`i`)} || '"}'`,
      related: sql`'[{"prefect.resource.id":"prefect.flow.' || ${this.#id("flow", sql`(i % ${sql.lit(FLOWS)})`)} || '","prefect.resource.role":"flow"}]'`,
      payload: sql`'{}'`,
    });
  }

  /** Inserts rows numbered from 0 as `i`, each column as SQL of that number. */
  async #insert(table: string, count: number, columns: Record<string, RawBuilder<unknown>>): Promise<void> {
    const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
    for (let first = 0; first < count; first += ROWS_A_TRANSACTION) {
      const numbers = this.#numbers(first, Math.min(count, first + ROWS_A_TRANSACTION) - 1);
      const statement = sql`insert into ${sql.table(table)} (${names}) select ${sql.join(Object.values(columns))} from ${numbers}`;
      await this.#database.write((transaction) => statement.execute(transaction));
    }
  }

  /** A table of the numbers from one to another, as `i`. */
  #numbers(first: number, last: number): RawBuilder<unknown> {
    const [from, to] = [sql.lit(first), sql.lit(last)];
    return this.#isSqlite
      ? sql`(with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to}) select i from n)`
      : sql`(select i from generate_series(${from}, ${to}) as n(i)) as n`;
  }

  /** The instant so many seconds after the n-th run was expected. */
  #time(seconds: number): RawBuilder<unknown> {
    const at = sql`(${sql.lit(this.#beginning + seconds)} + i * ${sql.lit(SECONDS_BETWEEN)})`;
    return this.#isSqlite
      ? sql`strftime('%Y-%m-%dT%H:%M:%S.000000Z', ${at}, 'unixepoch')`
      : sql`to_timestamp(${at})`;
  }

  /** The same as `idOf`, of a number in SQL. */
  #id(kind: Kind, n: RawBuilder<unknown>): RawBuilder<unknown> {
    const beginning = sql.lit(`0190${KINDS.indexOf(kind)}000`);
    const hex = (digits: number) =>
      this.#isSqlite
        ? sql`printf(${sql.lit(`%0${digits}x`)}, ${n})`
        : sql`lpad(to_hex(${n}), ${sql.lit(digits)}, '0')`;
    const text = sql`${beginning} || '-' || substr(${hex(8)}, 1, 4) || '-7' || substr(${hex(8)}, 5, 3) || '-8000-' || ${hex(12)}`;
    return this.#isSqlite ? sql`(${text})` : sql`(${text})::uuid`;
  }
}
