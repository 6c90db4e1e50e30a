import {
  type DatabaseConnection,
  type Driver,
  type Kysely,
  type Dialect as KyselyDialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type TableMetadata,
} from "kysely";

/** Runs single statements; it has no transactions of its own. */
export type StatementRunner = Pick<DatabaseConnection, "executeQuery"> & { close?(): Promise<void> };

class StatementDriver implements Driver {
  readonly #runner: StatementRunner;
  readonly #connection: DatabaseConnection;

  constructor(runner: StatementRunner) {
    this.#runner = runner;
    this.#connection = {
      executeQuery: (query) => runner.executeQuery(query),
      // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator; nothing here streams.
      async *streamQuery() {
        throw new Error("Queries are answered whole here; they do not stream.");
      },
    };
  }

  async init(): Promise<void> {}
  // Statements need not wait for one another as they do in Kysely's own driver: none is under way when the next begins.
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw new Error("There are no transactions here; use `write`.");
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async destroy(): Promise<void> {
    await this.#runner.close?.();
  }
}

/**
 * Tables without their columns. Kysely asks for them at each start, to see whether its own are there, and would parse
 * the statement of every table for columns that nobody reads.
 */
class TableNames extends SqliteIntrospector {
  readonly #db: Kysely<unknown>;

  constructor(db: Kysely<unknown>) {
    super(db);
    this.#db = db;
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string; type: string }>`
      select name, type from sqlite_master where type in ('table', 'view') and name not like 'sqlite@_%' escape '@'
      order by name`.execute(this.#db);
    return rows.map(({ name, type }) => ({ name, isView: type === "view", columns: [] }));
  }
}

/** A Kysely dialect that hands each statement to the runner. */
export function statementDialect(runner: StatementRunner): KyselyDialect {
  return {
    createDriver: () => new StatementDriver(runner),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new TableNames(db),
  };
}
