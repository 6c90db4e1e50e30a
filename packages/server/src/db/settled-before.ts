import { sql } from "kysely";

/**
 * On PostgreSQL, the transaction before which all of this database have ended, as the statement sees them: what they
 * wrote is to be seen, and nothing more comes from them. Numbers of transactions are those of all databases of a
 * server, but one that is open in another database can write nothing here, and is not waited for. Whoever holds one
 * holds the lock on its number (https://www.postgresql.org/docs/current/view-pg-locks.html); where that does not tell
 * the database, as of a prepared transaction, it counts as one of ours.
 */
export const SETTLED_BEFORE = sql<string>`coalesce((
  select running from (
    select pg_snapshot_xip(pg_current_snapshot()) as running union all select pg_current_xact_id_if_assigned()
  ) as all_running
  where running is not null and not exists (
    select from pg_locks join pg_stat_activity using (pid)
    where locktype = 'transactionid' and transactionid = running::xid and mode = 'ExclusiveLock' and granted
      and datname <> current_database()
  )
  order by running limit 1
), pg_snapshot_xmax(pg_current_snapshot()))`;
