import { escapeIdentifier } from "pg";
import { ourTables } from "../our-tables.ts";
import { withClient } from "./with-client.ts";

/** Frees the space of deleted rows for new ones, and tells the planner anew how rows are spread. */
export async function vacuumTables(url: string): Promise<{ bytesBefore: number; bytesAfter: number }> {
  const tables = (await ourTables()).map(({ name }) => escapeIdentifier(name)).join(", ");
  return withClient(url, async (client) => {
    const bytes = async () => {
      const { rows } = await client.query("select pg_database_size(current_database()) as bytes");
      return Number(rows[0].bytes);
    };
    const bytesBefore = await bytes();
    await client.query(`vacuum (analyze) ${tables}`);
    return { bytesBefore, bytesAfter: await bytes() };
  });
}
