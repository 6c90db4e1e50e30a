import type { Settings } from "@reeve/settings";
import { databasePlace, shownPlace } from "../database-place.ts";
import { openDatabase } from "../open-database.ts";

/** Brings the database to the newest schema, as the start of a server does. */
export async function upgradeDatabase(
  settings: Settings,
): Promise<{ place: string; migrated: readonly string[] }> {
  await using database = await openDatabase(settings);
  return { place: shownPlace(databasePlace(settings)), migrated: database.migrated };
}
