import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";

/**
 * On PostgreSQL, what tells readers of feeds how far they may read: as a function, whose plan each connection keeps, since
 * the views that it asks take longer to plan than what is read.
 *
 * Numbers of transactions are those of all databases of a server, but one that is open in another database can write
 * nothing here, and is not waited for. Whoever holds one holds the lock on its number
 * (https://www.postgresql.org/docs/current/view-pg-locks.html); where that does not tell the database, as of a prepared
 * transaction, it counts as one of ours.
 */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  if (dialect !== "postgres") return;
  // Stable, so that it sees what the statement sees that calls it.
  await sql`create or replace function settled_before() returns xid8 language plpgsql stable as $$ begin
    return coalesce((
      select running from (
        select pg_snapshot_xip(pg_current_snapshot()) as running union all select pg_current_xact_id_if_assigned()
      ) as all_running
      where running is not null and not exists (
        select from pg_locks join pg_stat_activity using (pid)
        where locktype = 'transactionid' and transactionid = running::xid and mode = 'ExclusiveLock' and granted
          and datname <> current_database()
      )
      order by running limit 1
    ), pg_snapshot_xmax(pg_current_snapshot()));
  end $$`.execute(db);
}
