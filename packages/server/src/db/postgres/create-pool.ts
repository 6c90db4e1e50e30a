import type { Timestamp } from "@reeve/protocol";
import pg from "pg";

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const CONNECTIONS = 10;
/** The name under which PostgreSQL lists the connections of servers. */
export const APPLICATION_NAME = "reeve";

type PoolOptions = {
  url: string;
  /** How long a statement waits for a connection, and for a lock where `lockMs` says nothing else. */
  waitMs: number;
  lockMs?: number;
  connections?: number;
};

/** A pool whose rows read like SQLite's: `Timestamp`s with all their microseconds, and 64-bit integers as numbers. */
export function createPool({
  url,
  waitMs,
  lockMs = waitMs,
  connections = CONNECTIONS,
}: PoolOptions): pg.Pool {
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") => {
      if (oid === TIMESTAMPTZ) return toTimestamp;
      if (oid === INT8) return Number;
      return pg.types.getTypeParser(oid, format as "text");
    },
  };
  const { connectionString, options } = withoutOptions(url);
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: waitMs,
    // Compiling a statement takes as long as it saves: even a count of a million runs is answered sooner without.
    options: `-c jit=off ${options} -c timezone=UTC -c lock_timeout=${Math.ceil(lockMs)}`,
    types: types as pg.CustomTypesConfig,
  });
  // A connection that breaks is replaced when next needed; without listeners it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The options of a URL apart from it: the driver would take them in place of ours. */
function withoutOptions(url: string): { connectionString: string; options: string } {
  const [address = "", query = ""] = url.split("?");
  const parameters = new URLSearchParams(query);
  const options = parameters.getAll("options").join(" ");
  parameters.delete("options");
  return { connectionString: parameters.size > 0 ? `${address}?${parameters}` : address, options };
}

/** PostgreSQL writes `2026-11-22 23:04:13.03+00`, without the zeros at the end of the fraction. */
function toTimestamp(text: string): Timestamp {
  const fraction = text.slice(20, text.lastIndexOf("+"));
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(6, "0")}Z`;
}
