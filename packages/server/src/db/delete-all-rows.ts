import { sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { ourTables } from "./our-tables.ts";

// How far readers have come in the events, whose numbers go on, and who is connected: no data of anybody's.
const KEPT = new Set(["feed_places", "task_workers"]);

// What triggers write while other tables are emptied. The changes go first: that waits for whoever is adding them to
// the counts and sums, which the next statement then sees. Whoever puts names in has locked these before it takes changes.
const LAST = [
  "flow_run_count_changes",
  "task_run_sum_changes",
  "flow_run_counts",
  "flow_run_tag_counts",
  "task_run_counts",
  "run_sums",
  "named_flow_runs",
  "flow_run_name_changes",
];

/**
 * Empties our tables, but for those that count something. Of few rows DELETE makes an end at once, and TRUNCATE would
 * not.
 */
export async function deleteAllRows(transaction: Connection): Promise<void> {
  const emptied = (await ourTables()).filter(({ name, isSeeded }) => !isSeeded && !KEPT.has(name));
  const names = emptied.map(({ name }) => name).filter((name) => !LAST.includes(name));
  const statements = [...names, ...LAST].map((name) => `delete from "${name}"`);
  if (dialectOf(transaction) === "postgres") {
    await sql.raw(`do $$ begin ${statements.join("; ")}; end $$`).execute(transaction);
    return;
  }
  for (const statement of statements) await sql.raw(statement).execute(transaction);
}
