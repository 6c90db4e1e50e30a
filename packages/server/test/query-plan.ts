import {
  CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { afterAll, beforeAll } from "vitest";
import type { Connection, Database } from "../src/db/database.ts";
import type { Schema } from "../src/db/schema.ts";
import { createMigratedDatabase, type TemporaryDatabase } from "./temporary-database.ts";

/** Says how SQLite would go about the statements of a query function, a line a step. */
export type Planner = (query: (connection: Connection) => Promise<unknown>) => Promise<string>;

/**
 * A planner for the tests of a file, on a database of its own. SQLite plans by the statistics that come with the
 * schema, so that its plans can be told without any rows.
 */
export function usePlanner(): Planner {
  let temporary: TemporaryDatabase;
  let database: Database;
  beforeAll(async () => {
    temporary = await createMigratedDatabase("sqlite");
    database = await temporary.open();
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await temporary.remove();
  });
  return async (query) => {
    const explainer = new Explainer(database);
    // A query function that needs a row finds none.
    await query(explainer.connection).catch(() => {});
    if (explainer.steps.length === 0) throw new Error("Nothing was queried.");
    return explainer.steps.join("\n");
  };
}

class Explainer {
  readonly steps: string[] = [];
  readonly connection: Connection;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    const connection: DatabaseConnection = {
      executeQuery: async (query) => {
        await this.#explain(query);
        return { rows: [] };
      },
      streamQuery: () => {
        throw new Error("Nothing is streamed.");
      },
    };
    const driver = Object.assign(new DummyDriver(), { acquireConnection: async () => connection });
    this.connection = new Kysely<Schema>({
      dialect: {
        createDriver: () => driver,
        createAdapter: () => new SqliteAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      },
    });
  }

  async #explain({ sql, parameters }: CompiledQuery): Promise<void> {
    const explained = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
    const { rows } = await this.#database.reader.executeQuery<{ detail: string }>(explained);
    this.steps.push(...rows.map(({ detail }) => detail));
  }
}
