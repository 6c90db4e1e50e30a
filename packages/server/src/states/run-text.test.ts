import type { FlowRun, State, TaskRun } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { IDS, TEXTS, TIMES } from "../../test/arbitrary-values.ts";
import { arbitraryWorld } from "../../test/arbitrary-world.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import type { World } from "../../test/naive-filters.ts";
import { storeWorld } from "../../test/store-world.ts";
import { testContext } from "../../test/test-context.ts";
import type { Database } from "../db/database.ts";
import { insertFlowRunState } from "../flow-runs/queries.ts";
import { listFlowRuns, listFlowRunTexts } from "../flow-runs/read-flow-runs.ts";
import { insertTaskRunState } from "../task-runs/queries.ts";
import { listTaskRuns, listTaskRunTexts } from "../task-runs/read-task-runs.ts";

const NOW = "2026-06-01T12:00:00.000001Z";
const PAGE = { limit: 50, offset: 0 };

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const words = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary" }));
/** Numbers as they are spelled by Python, and texts that JSON has to escape. */
const jsonText = fc.oneof(
  fc.constantFrom('{"x":1.0,"y":12345678901234567890,"z":1e-07}', '{"a":"\\u0000\\ud800 \\" \\\\ é"}', "{}"),
  fc.dictionary(words, fc.jsonValue()).map((value) => JSON.stringify(value)),
);
const seconds = fc.oneof(
  fc.constantFrom(0, 0.1 + 0.2, 1e-7, 123456.789012),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);
const time = fc.constantFrom(...TIMES, "0001-01-01T00:00:00.000000Z", "2026-06-01T12:00:00.000000Z");

/** What else the row of a run holds. */
const columns = fc.record({
  labels: jsonText,
  empirical_policy: jsonText,
  run_count: fc.nat(),
  total_run_time: seconds,
  state_id: maybe(fc.constantFrom(...IDS.map((one) => one.toLowerCase()))),
  state_timestamp: time,
});
const ofFlowRun = fc.record({
  parameters: jsonText,
  context: jsonText,
  job_variables: maybe(jsonText),
  auto_scheduled: fc.constantFrom(0, 1),
  infrastructure_pid: maybe(words),
  deployment_version: maybe(words),
});
const ofTaskRun = fc.record({
  task_inputs: jsonText,
  cache_key: maybe(words),
  cache_expiration: maybe(time),
  task_version: maybe(words),
  flow_run_run_count: fc.nat(),
});
const ofState = fc.record({
  message: maybe(words),
  data: maybe(jsonText.map((json) => JSON.parse(json))),
  state_details: fc.record(
    { cache_key: words, retriable: fc.boolean(), scheduled_time: time, "an extra": words },
    { requiredKeys: [] },
  ),
});

forEachDialect((_, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });

  /** The runs get what else their rows hold, and most of those with a state its own row. */
  async function store(world: World, more: Sample): Promise<void> {
    const flowRuns = world.flowRuns.map((row, n) => ({
      ...row,
      ...more.columns[n % 6]!,
      ...more.flowRuns[n % 6]!,
    }));
    const taskRuns = world.taskRuns.map((row, n) => ({
      ...row,
      ...more.columns[n % 6]!,
      ...more.taskRuns[n % 6]!,
    }));
    await storeWorld(database, { ...world, flowRuns, taskRuns });
    await database.write(async (transaction) => {
      await transaction.deleteFrom("flow_run_states").execute();
      await transaction.deleteFrom("task_run_states").execute();
      const stateOf = (row: { state_id: string | null; state_type: State["type"] | null }, n: number) =>
        ({
          id: row.state_id,
          type: row.state_type,
          name: "Any",
          timestamp: TIMES[n % TIMES.length],
          ...more.states[n % 6],
        }) as State;
      const stored = <R extends { state_id: string | null; state_type: unknown }>(rows: readonly R[]) => {
        const withState = rows.filter(({ state_id, state_type }) => state_id !== null && state_type !== null);
        return [...new Map(withState.map((row) => [row.state_id, row])).values()];
      };
      for (const [n, row] of stored(flowRuns).entries())
        await insertFlowRunState(transaction, row.id, stateOf(row, n));
      for (const [n, row] of stored(taskRuns).entries())
        await insertTaskRunState(transaction, row.id, stateOf(row, n));
    });
  }

  const sixOf = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 6, maxLength: 6 });
  const sample = fc.record({
    columns: sixOf(columns),
    flowRuns: sixOf(ofFlowRun),
    taskRuns: sixOf(ofTaskRun),
    states: sixOf(ofState),
  });
  type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

  test("a list that the database writes as JSON says what its rows say", async () => {
    const context = { ...testContext(database), now: () => NOW };
    await fc.assert(
      fc.asyncProperty(arbitraryWorld, sample, async (world, more) => {
        await store(world, more);
        const [flowRuns, flowRunTexts, taskRuns, taskRunTexts] = await Promise.all([
          listFlowRuns(context, {}, PAGE),
          listFlowRunTexts(context, {}, PAGE),
          listTaskRuns(context, {}, PAGE),
          listTaskRunTexts(context, {}, PAGE),
        ]);
        expect(sorted(JSON.parse(flowRunTexts.text))).toEqual(sorted(JSON.parse(JSON.stringify(flowRuns))));
        expect(sorted(JSON.parse(taskRunTexts.text))).toEqual(sorted(JSON.parse(JSON.stringify(taskRuns))));
      }),
      { numRuns: 60 },
    );
  });

  test("numbers keep the spelling that they came with", async () => {
    const context = testContext(database);
    const parameters = '{"whole":1.0,"long":12345678901234567890}';
    const [world] = fc.sample(
      arbitraryWorld.filter(({ flowRuns }) => flowRuns.length > 0),
      1,
    );
    await storeWorld(database, {
      ...world!,
      flowRuns: world!.flowRuns.map((row) => ({ ...row, parameters })),
    });
    expect((await listFlowRunTexts(context, {}, PAGE)).text).toContain(`"parameters":${parameters}`);
  });
});

const sorted = (runs: (FlowRun | TaskRun)[]) => runs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
