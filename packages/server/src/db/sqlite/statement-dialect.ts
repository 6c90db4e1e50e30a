import {
  type DatabaseConnection,
  type Driver,
  type Dialect as KyselyDialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
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

/** A Kysely dialect that hands each statement to the runner. */
export function statementDialect(runner: StatementRunner): KyselyDialect {
  return {
    createDriver: () => new StatementDriver(runner),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
