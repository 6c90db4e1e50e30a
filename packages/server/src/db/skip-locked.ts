import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** At the end of a query: locks its rows, and passes over those that another server has locked. */
export const skipLocked = (connection: Connection): RawBuilder<unknown> =>
  dialectOf(connection) === "postgres" ? sql`for update skip locked` : sql``;
