import { ReeveError } from "@reeve/protocol";
import { escapeIdentifier } from "pg";
import { ourTables } from "../our-tables.ts";
import { APPLICATION_NAME } from "./create-pool.ts";
import { withClient } from "./with-client.ts";

/** Drops our tables, and no others, unless a server uses them. */
export async function dropTables(url: string): Promise<void> {
  const ours = (await ourTables()).map(({ name }) => name);
  const tables = [...ours, "kysely_migration", "kysely_migration_lock"];
  await withClient(url, async (client) => {
    const { rowCount } = await client.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name = $1",
      [APPLICATION_NAME],
    );
    if (rowCount) throw new ReeveError("database_busy", "A server uses the database; stop it first.");
    await client.query(
      `drop table if exists ${tables.map((name) => escapeIdentifier(name)).join(", ")} cascade`,
    );
  });
}
