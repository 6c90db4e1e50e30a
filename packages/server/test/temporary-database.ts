import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { DialectName } from "../src/db/column-types.ts";
import type { Database } from "../src/db/database.ts";
import { openPostgres } from "../src/db/postgres/open-postgres.ts";
import { openSqlite } from "../src/db/sqlite/open-sqlite.ts";
import { fastFolder } from "./fast-folder.ts";
import { runOn, withDatabase } from "./postgres-server.ts";

/** Room for one database: `url` is what `serverDatabaseUrl` would name it, `open` brings it to the newest schema. */
export type TemporaryDatabase = { readonly url: string; open(): Promise<Database>; remove(): Promise<void> };

/** Makes room for a database of this dialect that is not there yet, or on PostgreSQL has no tables. */
export const createTemporaryDatabase = (dialect: DialectName): Promise<TemporaryDatabase> =>
  dialect === "sqlite" ? createFile() : createOnServer("template0");

/** Makes a database of this dialect that has the newest schema and no rows. */
export async function createMigratedDatabase(dialect: DialectName): Promise<TemporaryDatabase> {
  if (dialect === "sqlite") return createFile();
  const template = inject("postgresTemplate");
  return createOnServer(template, await ensureTemplate(template));
}

async function createFile(): Promise<TemporaryDatabase> {
  const folder = await mkdtemp(join(fastFolder(), "reeve-test-"));
  const path = join(folder, "reeve.db");
  return {
    url: path,
    open: () => openSqlite({ path, busyTimeoutMs: 5000, synchronous: "NORMAL" }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function createOnServer(template: string, strategy = ""): Promise<TemporaryDatabase> {
  const server = inject("postgresUrl");
  const name = `reeve_test_${Date.now()}_${randomBytes(6).toString("hex")}`;
  await runOn(server, `create database ${name} template ${template} ${strategy}`);
  const url = withDatabase(server, name);
  return {
    url,
    open: () => openPostgres({ url, waitMs: 5000 }),
    remove: async () => {
      await runOn(server, `drop database if exists ${name} with (force)`);
    },
  };
}

let strategyHere: string | undefined;

/**
 * Workers race for it: whoever gets the lock first makes the template, and the others find it made. Answers how it is
 * copied quickest.
 */
async function ensureTemplate(template: string): Promise<string> {
  if (strategyHere !== undefined) return strategyHere;
  const server = inject("postgresUrl");
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext($1))", [template]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template]);
    if (rowCount === 0) {
      // Under another name until it is whole, so that a failed migration leaves no half-made template.
      const draft = `${template}_draft`;
      await client.query(`create database ${draft} template template0 encoding 'UTF8'`);
      const database = await openPostgres({ url: withDatabase(server, draft), waitMs: 5000 });
      await database[Symbol.asyncDispose]();
      await client.query(`alter database ${draft} rename to ${template}`);
    }
    const { rows } = await client.query(
      "select current_setting('fsync') = 'off' and current_setting('server_version_num')::int >= 150000 as copies",
    );
    // Where no file waits for a disk, a copy of the files takes a third of the work of writing their rows to the log.
    strategyHere = rows[0].copies ? "strategy file_copy" : "";
    return strategyHere;
  } finally {
    await client.end();
  }
}
