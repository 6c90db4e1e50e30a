import type { Settings } from "@reeve/settings";
import { databasePlace, shownPlace } from "../database-place.ts";
import { requireStored } from "./require-stored.ts";

export type Vacuumed = { place: string; bytesBefore: number; bytesAfter: number; isWhole: boolean };

/**
 * Gives the space of deleted rows back. On SQLite it writes the file anew, or while a server uses it gives back what is
 * free at its end; on PostgreSQL it is `VACUUM (ANALYZE)`, which makes the space free for new rows.
 */
export async function vacuumDatabase(settings: Settings): Promise<Vacuumed> {
  const place = requireStored(databasePlace(settings));
  const shown = { place: shownPlace(place) };
  if (place.dialect === "postgres") {
    const { vacuumTables } = await import("../postgres/vacuum-tables.ts");
    return { ...shown, ...(await vacuumTables(place.url)), isWhole: true };
  }
  const { vacuumFile } = await import("../sqlite/vacuum-file.ts");
  return { ...shown, ...vacuumFile(place.path) };
}
