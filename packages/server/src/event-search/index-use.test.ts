import { addSeconds, currentTimestamp, type EventFilter } from "@reeve/protocol";
import { type CompiledQuery, Kysely, SqliteDialect } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMigratedDatabase, type TemporaryDatabase } from "../../test/temporary-database.ts";
import type { Connection } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { SqliteConnection } from "../db/sqlite/sqlite-connection.ts";
import { eventAccess } from "../filters/event-filter.ts";
import { countEventRows, countEventsBySpan, selectEventPage } from "./queries.ts";

// SQLite plans by the statistics that come with the schema, so that its plans can be told without any rows.
let temporary: TemporaryDatabase;
let sqlite: SqliteConnection;
let connection: Connection;
const asked: CompiledQuery[] = [];
beforeAll(async () => {
  temporary = await createMigratedDatabase("sqlite");
  await (await temporary.open())[Symbol.asyncDispose]();
  sqlite = new SqliteConnection({
    path: temporary.url,
    readOnly: false,
    busyTimeoutMs: 5_000,
    synchronous: "NORMAL",
  });
  connection = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: sqlite }),
    log: ({ query }) => void asked.push(query),
  });
});
afterAll(async () => {
  await connection.destroy();
  await temporary.remove();
});

/** How SQLite would answer what is asked of it. */
async function planOf(ask: (db: Connection) => Promise<unknown>): Promise<string> {
  asked.length = 0;
  await ask(connection);
  const steps = asked.flatMap(({ sql, parameters }) =>
    sqlite.prepare(`explain query plan ${sql}`).all(parameters),
  ) as { detail: string }[];
  return steps.map(({ detail }) => detail).join("\n");
}

const access = (filter: EventFilter) =>
  eventAccess(
    { ...filter, occurred: { since: "2026-01-01T00:00:00.000000Z", until: currentTimestamp() } },
    "sqlite",
  );

const pageOf = (filter: EventFilter) => (db: Connection) =>
  selectEventPage(db, access(filter), {
    limit: 50,
    isNewestFirst: true,
    isDistinct: false,
    after: { occurred: "2026-11-22T10:00:00.000000Z", sequence: 7 },
  });

test.each<[string, EventFilter, string]>([
  ["all events", {}, "events_by_occurred"],
  ["events with a label", { resource: { labels: { a: "b" } } }, "events_by_occurred"],
  ["events with a text", { text: { query: "x" } }, "events_by_occurred"],
  ["events but some", { event: { exclude_prefix: ["prefect.task-run."] } }, "events_by_occurred"],
  ["events of a name", { event: { name: ["a"] } }, "events_by_event_key_occurred"],
  ["events of a resource", { resource: { id: ["a"] } }, "events_by_resource_key_occurred"],
  ["events related to a resource", { related: { id: ["a"] } }, "event_related USING PRIMARY KEY"],
])("of a page of %s reads an index in its order", async (_, filter, index) => {
  const plan = await planOf(pageOf(filter));
  expect(plan).toContain(index);
  expect(plan).not.toContain("TEMP B-TREE");
});

test.each<[string, EventFilter, string]>([
  ["names with a prefix", { event: { prefix: ["a."] } }, "events_by_event_key_occurred"],
  ["several names", { event: { name: ["a", "b"] } }, "events_by_event_key_occurred"],
  ["resources with a prefix", { resource: { id_prefix: ["a."] } }, "events_by_resource_key_occurred"],
  ["several related resources", { related: { id: ["a", "b"] } }, "event_related USING PRIMARY KEY"],
  ["any resource", { any_resource: { id: ["a"] } }, "events_by_resource_key_occurred"],
])("of a page of %s finds them by an index, and counts them by it alone", async (_, filter, index) => {
  const plan = await planOf(pageOf(filter));
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/SCAN (events|event_related)/);
  const counting = await planOf((db) => countEventRows(db, access(filter), false));
  expect(counting).not.toMatch(/SCAN (events|event_related)/);
  expect(counting).not.toMatch(/SEARCH events USING (INTEGER PRIMARY KEY|INDEX)/);
});

test("of a count by time reads a range of an index for each span", async () => {
  const now = "2026-11-22T10:00:00.000000Z";
  const spans = [[now, addSeconds(now, 60)]] as const;
  const plan = await planOf((db) => countEventsBySpan(db, access({}), spans, 0, 1));
  expect(plan).toContain("SEARCH events USING COVERING INDEX events_by_occurred (occurred>? AND occurred<?)");
});
