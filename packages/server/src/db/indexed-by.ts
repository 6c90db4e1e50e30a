import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/**
 * Behind a table's name, for the few questions of which SQLite's planner cannot know which index answers them. PostgreSQL
 * measures how rows are spread.
 */
export const indexedBy = (connection: Connection, index: string): RawBuilder<unknown> =>
  dialectOf(connection) === "sqlite" ? sql`indexed by ${sql.ref(index)}` : sql``;
