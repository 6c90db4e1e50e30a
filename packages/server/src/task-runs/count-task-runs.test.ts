import { STATE_TYPES, type StateType } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { STATE_NAMES } from "../../test/arbitrary-values.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { sampleTaskRun } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { mergeRunCounts } from "../run-counts/merge-run-counts.ts";
import { countKeptTaskRuns, countTaskRuns, countTaskRunsByState } from "./count-task-runs.ts";
import { listTaskRuns } from "./read-task-runs.ts";

type State = { type: StateType | null; name: string | null };
type Step = { what: "add" | "change" | "delete" | "merge"; place: number; state: State };

const type = fc.constantFrom<StateType>(...STATE_TYPES);
const name = fc.constantFrom(...STATE_NAMES, "Completed", "Failed");
// A run without a state has no name of one.
const state = fc.oneof(
  { weight: 5, arbitrary: fc.record<State>({ type, name: fc.oneof(name, fc.constant(null)) }) },
  { weight: 1, arbitrary: fc.constant<State>({ type: null, name: null }) },
);
const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom("add", "add", "change", "delete", "merge"),
    place: fc.nat(20),
    state,
  }),
  { minLength: 5, maxLength: 30, size: "max" },
);
const some = <T>(one: fc.Arbitrary<T>) => fc.option(fc.array(one, { maxLength: 3 }), { nil: undefined });
const cases = fc.array(fc.record({ types: some(type), names: some(name) }), { minLength: 8, maxLength: 12 });

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  beforeAll(async () => {
    database = await openDatabase();
    context = testContext(database);
  });

  test("task runs are counted and listed by their states, whatever came, went, changed and was added up", async () => {
    const property = fc.asyncProperty(steps, cases, async (taken, asked) => {
      const runs = new Map<string, State>();
      await database.write((transaction) => transaction.deleteFrom("task_runs").execute());
      for (const step of taken) await take(runs, step);
      for (const { types, names } of asked) {
        const wanted = [...runs].filter(
          ([, { type, name }]) => (!types || types.includes(type!)) && (!names || names.includes(name!)),
        );
        const filters = {
          task_runs: {
            state: { ...(types && { type: { any_: types } }), ...(names && { name: { any_: names } }) },
          },
        };
        const counts = Object.fromEntries(
          STATE_TYPES.map((type) => [type, wanted.filter(([, state]) => state.type === type).length]),
        );
        const ids = wanted.map(([id]) => id).toSorted();
        expect({ filters, count: await countTaskRuns(context, filters) }).toEqual({
          filters,
          count: ids.length,
        });
        expect(await countTaskRunsByState(context, filters)).toEqual(counts);
        for (const sort of [
          "ID_DESC",
          "EXPECTED_START_TIME_DESC",
          "NEXT_SCHEDULED_START_TIME_ASC",
        ] as const) {
          const found = await listTaskRuns(context, filters, { sort, limit: 40, offset: 0 });
          expect({ filters, sort, ids: found.map(({ id }) => id).toSorted() }).toEqual({
            filters,
            sort,
            ids,
          });
        }
      }
    });
    await holdWithin(20_000, 25, property);
  }, 60_000);

  async function take(runs: Map<string, State>, { what, place, state }: Step): Promise<void> {
    const columns = { state_type: state.type, state_name: state.name };
    const id = [...runs.keys()].at(-1 - (place % Math.max(1, runs.size)));
    if (what === "merge") await mergeRunCounts(context);
    await database.write(async (transaction) => {
      if (what === "add") {
        const row = sampleTaskRun({ ...columns });
        runs.set(row.id, state);
        await transaction.insertInto("task_runs").values(row).execute();
      }
      if (id === undefined) return;
      if (what === "change") {
        runs.set(id, state);
        await transaction.updateTable("task_runs").set(columns).where("id", "=", id).execute();
      }
      if (what === "delete") {
        runs.delete(id);
        await transaction.deleteFrom("task_runs").where("id", "=", id).execute();
      }
    });
  }

  test("what asks for more than states is counted one by one", async () => {
    for (const task_runs of [undefined, {}, { state: {} }, { state: { type: {} } }]) {
      expect(await countKeptTaskRuns(context, { task_runs })).toBeDefined();
    }
    expect(await countKeptTaskRuns(context, { task_runs: { name: { any_: ["x"] } } })).toBeUndefined();
    expect(await countKeptTaskRuns(context, { flow_runs: {} })).toBeUndefined();
  });
});
