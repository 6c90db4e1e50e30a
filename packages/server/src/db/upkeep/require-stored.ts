import { ReeveError } from "@reeve/protocol";
import type { DatabasePlace } from "../database-place.ts";

export type StoredPlace = Exclude<DatabasePlace, { dialect: "memory" }>;

/** The place, unless it is the memory of a server, which nobody else can reach. */
export function requireStored(place: DatabasePlace): StoredPlace {
  if (place.dialect !== "memory") return place;
  throw new ReeveError(
    "invalid_request",
    "REEVE_DATABASE_URL names a database in memory, which is gone with its server; name a file or PostgreSQL.",
  );
}
