import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { IDS, TEXTS, TIMES } from "../../test/arbitrary-values.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleDeployment, sampleFlow, sampleWorkPool, sampleWorkQueue } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Database } from "../db/database.ts";
import type { DeploymentsTable } from "../db/schema/deployments.ts";
import { listDeployments, listDeploymentTexts } from "./read-deployments.ts";

const PAGE = { limit: 50, offset: 0 };
const FLOW = sampleFlow();
const POOL = sampleWorkPool({ name: 'a "pool"' });
const QUEUES = [
  sampleWorkQueue({ work_pool_id: POOL.id, last_polled: TIMES[0]! }),
  sampleWorkQueue({ work_pool_id: POOL.id, name: "é\n" }),
];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const words = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary" }));
/** Numbers as they are spelled by Python, and texts that JSON has to escape. */
const object = fc.oneof(
  fc.constantFrom('{"x":1.0,"y":12345678901234567890}', '{"a":"\\u0000\\ud800 \\" \\\\ é"}', "{}"),
  fc.dictionary(words, fc.jsonValue()).map((value) => JSON.stringify(value)),
);
const ids = fc.constantFrom(...IDS.map((id) => id.toLowerCase()));
const times = fc.constantFrom(...TIMES);

const columns: fc.Arbitrary<Partial<DeploymentsTable>> = fc.record({
  created: times,
  updated: times,
  version: maybe(words),
  description: maybe(words),
  paused: fc.constantFrom(0, 1),
  status: fc.constantFrom("READY", "NOT_READY"),
  last_polled: maybe(times),
  concurrency_options: maybe(fc.constant('{"collision_strategy":"ENQUEUE"}')),
  work_queue_id: maybe(fc.constantFrom(...QUEUES.map(({ id }) => id), IDS[0]!.toLowerCase())),
  work_queue_name: maybe(words),
  job_variables: object,
  parameters: object,
  parameter_openapi_schema: maybe(object),
  enforce_parameter_schema: fc.constantFrom(0, 1),
  tags: fc.array(words).map((tags) => JSON.stringify(tags)),
  labels: object,
  pull_steps: maybe(object.map((step) => `[${step}]`)),
  path: maybe(words),
  entrypoint: maybe(words),
  storage_document_id: maybe(ids),
  infrastructure_document_id: maybe(ids),
  created_by: maybe(fc.constant('{"id":null,"type":"PROGRAM","display_value":"a program"}')),
  updated_by: maybe(fc.constant('{"id":null,"type":"BROWSER","display_value":"é"}')),
});

forEachDialect((_, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    await database.write(async (db) => {
      await db.insertInto("flows").values(FLOW).execute();
      await db.insertInto("work_pools").values(POOL).execute();
      await db.insertInto("work_queues").values(QUEUES).execute();
    });
  });

  const store = (given: readonly Partial<DeploymentsTable>[]) =>
    database.write(async (db) => {
      await db.deleteFrom("deployments").execute();
      if (given.length === 0) return;
      const rows = given.map((own) => sampleDeployment({ flow_id: FLOW.id, ...own }));
      await db.insertInto("deployments").values(rows).execute();
    });

  test("deployments that the database writes as JSON say what their rows say", async () => {
    const context = testContext(database);
    await fc.assert(
      fc.asyncProperty(fc.array(columns, { maxLength: 6 }), async (given) => {
        await store(given);
        const text = await listDeploymentTexts(context, {}, PAGE);
        const rows = await listDeployments(context, {}, PAGE);
        expect(JSON.parse(text.text)).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
      { numRuns: 60 },
    );
  });

  test("parameters keep the spelling of their numbers", async () => {
    const parameters = '{"whole":1.0,"long":12345678901234567890}';
    await store([{ parameters }]);
    const { text } = await listDeploymentTexts(testContext(database), {}, PAGE);
    expect(text).toContain(`"parameters":${parameters}`);
  });
});
