import { type Compilable, type CompiledQuery, Kysely, type QueryResult } from "kysely";
import type { Schema } from "../schema.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { statementDialect } from "./statement-dialect.ts";

/**
 * A connection in this thread. Compiled queries run on it at once: Kysely's own way to the database is some twenty
 * promises long, which is more work than most of these queries are.
 */
export class StraightConnection extends Kysely<Schema> {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    super({
      dialect: statementDialect({
        executeQuery: async <R>(query: CompiledQuery) => run<R>(connection, query),
      }),
    });
    this.#connection = connection;
  }

  override async executeQuery<R>(query: CompiledQuery<R> | Compilable<R>): Promise<QueryResult<R>> {
    return run<R>(this.#connection, "compile" in query ? query.compile() : query);
  }

  override async destroy(): Promise<void> {
    this.#connection.close();
  }
}

function run<R>(connection: SqliteConnection, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = connection.prepare(sql);
  if (!statement.isQuery) connection.writes++;
  if (statement.reader) return { rows: statement.all(parameters) as R[] };
  const { changes } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes) };
}
