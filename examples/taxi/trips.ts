import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** How many trips a month has and which came in last: another answer means that its trips changed. */
export type MonthState = { count: number; newest: number };

const TABLE = "green_tripdata";

/** Looks at a month, as in "2023-01", in PostgreSQL; throws an Error when it has no trips. */
export async function lookAtMonth(databaseUrl: string, month: string): Promise<MonthState> {
  const { rows } = await withDatabase(databaseUrl, (client) =>
    client.query(`SELECT count(*)::int AS count, max(id)::float8 AS newest FROM ${TABLE} ${ofMonth(month)}`),
  );
  const [state] = rows as MonthState[];
  if (!state || state.count === 0) throw new Error(`The database has no trips of ${month}.`);
  return state;
}

/** Copies a month from PostgreSQL into a Parquet file, through a file and not through memory. */
export async function copyMonth(databaseUrl: string, month: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const rows = `${path}.csv`;
  try {
    await withDatabase(databaseUrl, (client) => {
      const select = `SELECT * FROM ${TABLE} ${ofMonth(month)} ORDER BY id`;
      const stream = client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT csv, HEADER)`));
      return pipeline(stream, createWriteStream(rows));
    });
    await withDuckDb((duckdb) =>
      duckdb.run(
        `COPY (SELECT * EXCLUDE id FROM read_csv(${quoted(rows)}, types = {'ehail_fee': 'DOUBLE'}))
         TO ${quoted(path)} (FORMAT parquet)`,
      ),
    );
  } finally {
    await rm(rows, { force: true });
  }
}

/**
 * Writes the features of the trips of a file that took between a minute and an hour: the pair of zones, the distance in
 * miles, and the duration in minutes. Answers how many there are.
 */
export async function writeFeatures(tripsPath: string, path: string): Promise<number> {
  return withDuckDb(async (duckdb) => {
    await duckdb.run(
      `COPY (
         SELECT PULocationID || '_' || DOLocationID AS PU_DO, PULocationID, DOLocationID, trip_distance,
                epoch(lpep_dropoff_datetime - lpep_pickup_datetime) / 60 AS duration
         FROM read_parquet(${quoted(tripsPath)}) WHERE duration BETWEEN 1 AND 60
       ) TO ${quoted(path)} (FORMAT parquet)`,
    );
    const counted = await duckdb.runAndReadAll(
      `SELECT count(*)::INT AS n FROM read_parquet(${quoted(path)})`,
    );
    return Number(counted.getRowObjects()[0]?.n);
  });
}

/** A trip with its features and how long it took, in minutes. */
export type MeasuredTrip = {
  PULocationID: number;
  DOLocationID: number;
  trip_distance: number;
  duration: number;
};

/** The trips of a file of features, some thousand at a time. */
export async function* readFeatures(path: string): AsyncGenerator<MeasuredTrip[]> {
  const instance = await DuckDBInstance.create();
  const duckdb = await instance.connect();
  try {
    const result = await duckdb.stream(
      `SELECT PULocationID::INT AS PULocationID, DOLocationID::INT AS DOLocationID, trip_distance, duration
       FROM read_parquet(${quoted(path)})`,
    );
    const names = result.columnNames();
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRowObjects(names) as MeasuredTrip[];
    }
  } finally {
    duckdb.closeSync();
    instance.closeSync();
  }
}

/** Months come from parameters that people fill in: what is none goes into no statement. */
function ofMonth(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`"${month}" is no month, such as 2023-01.`);
  const start = `DATE '${month}-01'`;
  return `WHERE lpep_pickup_datetime >= ${start} AND lpep_pickup_datetime < ${start} + INTERVAL '1 month'`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function withDatabase<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function withDuckDb<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
