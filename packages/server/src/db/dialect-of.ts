import { PostgresAdapter } from "kysely";
import type { DialectName } from "./column-types.ts";
import type { Connection } from "./database.ts";

/** Which dialect a connection speaks. */
export const dialectOf = (connection: Connection): DialectName =>
  connection.getExecutor().adapter instanceof PostgresAdapter ? "postgres" : "sqlite";
