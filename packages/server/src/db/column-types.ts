import { type RawBuilder, sql } from "kysely";

export type DialectName = "sqlite" | "postgres";

type ColumnType = RawBuilder<unknown>;

/** What each dialect calls the few kinds of column that migrations use. */
export type ColumnTypes = {
  id: ColumnType;
  timestamp: ColumnType;
  text: ColumnType;
  integer: ColumnType;
  number: ColumnType;
  sequence: ColumnType;
};

export const COLUMN_TYPES: Readonly<Record<DialectName, ColumnTypes>> = {
  sqlite: {
    id: sql`text`,
    timestamp: sql`text`,
    text: sql`text`,
    integer: sql`integer`,
    number: sql`real`,
    sequence: sql`integer primary key autoincrement`,
  },
  postgres: {
    id: sql`uuid`,
    timestamp: sql`timestamptz`,
    // Ordered by its bytes, as on SQLite, whatever the language of the server.
    text: sql`text collate "C"`,
    integer: sql`integer`,
    number: sql`double precision`,
    sequence: sql`bigserial primary key`,
  },
};
