import type { Timestamp } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { storable } from "./storable.ts";

/** Rows passed as one parameter, so that the statement's text does not depend on how many there are. */
export type JsonRows = {
  /** For `from`; its alias is `given`. */
  readonly table: RawBuilder<unknown>;
  /** The column at an index, as text, as an id or as a time. */
  text(column: number): RawBuilder<string>;
  id(column: number): RawBuilder<string>;
  time(column: number): RawBuilder<Timestamp>;
};

type Rows = readonly (readonly (string | null)[])[];

/** A table of the given rows, each an array of texts. */
export const jsonRows = (connection: Connection, rows: Rows): JsonRows =>
  jsonTable(connection, toJsonRows(rows));

/** Ids for `in`, as many as there are: a statement takes only so many parameters. */
export function givenIds(connection: Connection, ids: readonly string[]): RawBuilder<string> {
  const given = jsonRows(
    connection,
    ids.map((id) => [id]),
  );
  return sql<string>`(select ${given.id(0)} from ${given.table})`;
}

/** The parameter that a table of these rows is made of. */
export const toJsonRows = (rows: Rows): string => JSON.stringify(storable(rows));

/** The table of rows that come as such a parameter, for queries that are prepared before the rows are there. */
export function jsonTable(connection: Connection, json: string): JsonRows {
  const text = (column: number) => sql<string>`given.value ->> ${sql.lit(column)}`;
  if (dialectOf(connection) === "sqlite") {
    return { table: sql`json_each(${json}) as given`, text, id: text, time: text };
  }
  return {
    table: sql`jsonb_array_elements(${json}::jsonb) as given(value)`,
    text,
    id: (column) => sql<string>`(${text(column)})::uuid`,
    time: (column) => sql<Timestamp>`(${text(column)})::timestamptz`,
  };
}
