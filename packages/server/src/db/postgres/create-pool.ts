import { parseTimestamp } from "@reeve/protocol";
import pg from "pg";

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const CONNECTIONS = 10;

/** A pool whose rows read like SQLite's: `Timestamp`s with all their microseconds, and 64-bit integers as numbers. */
export function createPool(url: string): pg.Pool {
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") => {
      if (oid === TIMESTAMPTZ) return (text: string) => parseTimestamp(text);
      if (oid === INT8) return Number;
      return pg.types.getTypeParser(oid, format as "text");
    },
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    options: "-c timezone=UTC",
    types: types as pg.CustomTypesConfig,
  });
  // An idle connection that breaks is replaced when next needed; without a listener it would end the process.
  pool.on("error", () => {});
  return pool;
}
