import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";

/**
 * Lines of logs know on PostgreSQL in which transaction they were stored, so that whoever follows them misses none that
 * is committed late. Those that are there already are followed by nobody.
 */
export async function up(db: Kysely<unknown>, _t: ColumnTypes, dialect: DialectName): Promise<void> {
  if (dialect !== "postgres") return;
  await sql`alter table logs add column transaction_id xid8`.execute(db);
  // A default that is set later holds for new lines alone, and no line that is there has to be written again.
  await sql`alter table logs alter column transaction_id set default pg_current_xact_id()`.execute(db);
  await sql`create index logs_by_transaction on logs (transaction_id, id) where transaction_id is not null`.execute(
    db,
  );
}
