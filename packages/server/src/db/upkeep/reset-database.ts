import type { Settings } from "@reeve/settings";
import { databasePlace, shownPlace } from "../database-place.ts";
import { openDatabase } from "../open-database.ts";
import { requireStored } from "./require-stored.ts";

/** Deletes everything in the database, and makes the tables anew. Throws while a server uses it. */
export async function resetDatabase(settings: Settings): Promise<{ place: string }> {
  const place = requireStored(databasePlace(settings));
  if (place.dialect === "postgres") {
    const { dropTables } = await import("../postgres/drop-tables.ts");
    await dropTables(place.url);
  } else {
    const { removeFile } = await import("../sqlite/remove-file.ts");
    removeFile(place.path);
  }
  const database = await openDatabase(settings);
  await database[Symbol.asyncDispose]();
  return { place: shownPlace(place) };
}
