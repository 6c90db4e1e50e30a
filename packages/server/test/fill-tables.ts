import { type Kysely, sql } from "kysely";
import type { DialectName } from "../src/db/column-types.ts";

/** The tables of a database, each with its columns and what they refer to, parents first. */
export type TableShapes = ReadonlyMap<string, readonly ColumnShape[]>;
type ColumnShape = {
  readonly name: string;
  readonly type: string;
  readonly refersTo: string | null;
  /** The database gives it a value of its own. */
  readonly isGiven: boolean;
};

const ROWS = 3;

/** Reads the shapes from PostgreSQL, which alone knows of what type a column is. */
export async function readTableShapes(postgres: Kysely<unknown>): Promise<TableShapes> {
  const { rows } = await sql<{
    table: string;
    name: string;
    type: string;
    refers_to: string | null;
    is_given: boolean;
  }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
      (select confrelid::regclass::text from pg_constraint
        where contype = 'f' and conrelid = c.oid and a.attnum = any(conkey)) as refers_to,
      coalesce(pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|xact', false) as is_given
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname not like 'kysely%'
    order by c.relname, a.attnum`.execute(postgres);
  const shapes = new Map<string, ColumnShape[]>();
  for (const { table, name, type, refers_to, is_given } of rows) {
    shapes.set(table, [...(shapes.get(table) ?? []), { name, type, refersTo: refers_to, isGiven: is_given }]);
  }
  return parentsFirst(shapes);
}

/** Puts a few rows into every table that the migrations left empty, the same on either dialect. */
export async function fillTables(
  db: Kysely<unknown>,
  dialect: DialectName,
  shapes: TableShapes,
): Promise<void> {
  for (const [table, columns] of shapes) {
    if (await isSeeded(db, table)) continue;
    const filled = columns.filter(({ isGiven }) => !isGiven);
    for (let row = 0; row < ROWS; row++) {
      const values = filled.map((column) => sampleValue(table, column, row));
      const names = sql.join(filled.map(({ name }) => sql.ref(name)));
      const insert = sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`;
      await insert.execute(db).catch((cause: unknown) => {
        throw new Error(`A sample row does not fit ${table} on ${dialect}.`, { cause });
      });
    }
  }
}

async function isSeeded(db: Kysely<unknown>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length > 0;
}

/** What stands in the given columns of a table, in a fixed order. */
export async function readRows(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
): Promise<Record<string, unknown>[]> {
  const names = sql.join(columns.map((name) => sql.ref(name)));
  const { rows } = await sql<Record<string, unknown>>`select ${names} from ${sql.table(table)}`.execute(db);
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** An id that tells its table and its row. */
function idOf(table: string, row: number): string {
  const place = Buffer.from(table).toString("hex").padEnd(20, "0").slice(0, 20);
  return `0190${place.slice(0, 4)}-${place.slice(4, 8)}-7${place.slice(8, 11)}-8${place.slice(11, 14)}-${place.slice(14, 18)}0000000${row}`;
}

function sampleValue(table: string, { name, type, refersTo }: ColumnShape, row: number): unknown {
  // Sequences begin at 1, so that this is also the number of the row referred to.
  if (type === "bigint") return row + 1;
  if (type === "uuid") return idOf(refersTo ?? (name === "id" ? table : `${table}.${name}`), row);
  if (type.startsWith("timestamp")) return `2026-01-0${row + 1}T03:04:05.678901Z`;
  if (type === "integer") return row;
  if (type === "double precision") return row + 0.5;
  // Right for a name as for JSON, and another in every row.
  return `{"${name}": "sample ${row}"}`;
}

function parentsFirst(shapes: ReadonlyMap<string, ColumnShape[]>): TableShapes {
  const ordered = new Map<string, ColumnShape[]>();
  const visit = (table: string) => {
    const columns = shapes.get(table);
    if (!columns || ordered.has(table)) return;
    for (const { refersTo } of columns) if (refersTo && refersTo !== table) visit(refersTo);
    ordered.set(table, columns);
  };
  for (const table of shapes.keys()) visit(table);
  return ordered;
}
