import {
  addSeconds,
  currentTimestamp,
  newId,
  STATE_TYPES,
  type State,
  type Timestamp,
} from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import { createConcurrencyLimit } from "../concurrency-limits/create-concurrency-limit.ts";
import { getConcurrencyLimit } from "../concurrency-limits/read-concurrency-limits.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { createFlow } from "../flows/create-flow.ts";
import { createTaskRun } from "../task-runs/create-task-run.ts";
import { getTaskRun, listTaskRunStates } from "../task-runs/read-task-runs.ts";
import { setTaskRunState } from "../task-runs/set-task-run-state.ts";
import { createFlowRun } from "./create-flow-run.ts";
import { getFlowRun, listFlowRunStates } from "./read-flow-runs.ts";
import { setFlowRunState } from "./set-flow-run-state.ts";

const RUNS = 3;
// So that runs get somewhere, and are tried again.
const USUAL_TYPES = ["PENDING", "RUNNING", "FAILED", "PENDING", "RUNNING", "COMPLETED"] as const;

const anyStep = fc.record({
  index: fc.nat(RUNS - 1),
  type: fc.constantFrom(...STATE_TYPES, ...USUAL_TYPES),
  isForced: fc.nat(7).map((n) => n === 0),
  clientVersion: fc.constantFrom([3, 9, 1] as const, [3, 4, 0] as const, null),
  secondsLater: fc.constantFrom(0, 0, 1, 1, 45),
});
const anyScene = fc.record({
  limit: fc.nat(2),
  collision_strategy: fc.constantFrom("ENQUEUE" as const, "CANCEL_NEW" as const),
  retries: fc.nat(2),
  steps: fc.array(anyStep, { maxLength: 25 }),
});

/** A context whose clock stands still until it is told to go on. */
function stoppedClock(db: Database) {
  let time = currentTimestamp();
  const context: Context = { ...testContext(db), now: () => time };
  return {
    context,
    pass: (seconds: number) => {
      time = addSeconds(time, seconds);
    },
  };
}

function expectHistory(
  states: readonly State[],
  writes: number,
  run: { state: State | null; run_count: number },
) {
  expect(states).toHaveLength(writes + 1);
  const times: Timestamp[] = states.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...new Set(times)].sort());
  expect(run.state).toEqual(states.at(-1));
}

forEachDialect((_, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });

  const takenSlots = async (context: Context, id: string) =>
    (await getConcurrencyLimit(context, { id })).active_slots;

  async function createRuns(
    context: Context,
    { limit, collision_strategy, retries }: { limit: number; collision_strategy: string; retries: number },
  ) {
    const { flow } = await createFlow(context, { name: newId() });
    const { id: limitId } = await createConcurrencyLimit(context, { name: newId(), limit });
    const concurrency_options = JSON.stringify({ collision_strategy, grace_period_seconds: 60 });
    const row = sampleDeployment({
      id: newId(),
      flow_id: flow.id,
      concurrency_limit_id: limitId,
      concurrency_options,
    });
    await database.write((transaction) => transaction.insertInto("deployments").values(row).execute());
    const given = { flow_id: flow.id, deployment_id: row.id, empirical_policy: { retries, retry_delay: 0 } };
    const ids: string[] = [];
    for (let i = 0; i < RUNS; i++) {
      ids.push((await createFlowRun(context, { ...given, state: { type: "SCHEDULED" } })).flowRun.id);
    }
    return { ids, limitId };
  }

  test("whatever is proposed for the runs of a limited deployment, states, events and slots agree", async () => {
    await fc.assert(
      fc.asyncProperty(anyScene, async ({ steps, ...deployment }) => {
        const { context, pass } = stoppedClock(database);
        const { ids, limitId } = await createRuns(context, deployment);
        const writes = ids.map(() => 0);
        const counts = ids.map(() => 0);
        for (const { index, type, isForced, clientVersion, secondsLater } of steps) {
          pass(secondsLater);
          const policy = isForced ? "minimal" : "core";
          const id = ids[index]!;
          const client = { clientVersion, apiVersion: null };
          const { isWritten } = await setFlowRunState(context, id, { type }, policy, client);
          if (isWritten) writes[index]!++;
          const { run_count } = await getFlowRun(context, id);
          expect(run_count - counts[index]!).toBeOneOf([0, 1]);
          counts[index] = run_count;
          expect(await takenSlots(context, limitId)).toBeLessThanOrEqual(deployment.limit);
        }
        for (const [index, id] of ids.entries()) {
          const states = await listFlowRunStates(context, id);
          expectHistory(states, writes[index]!, await getFlowRun(context, id));
          const events = await database.reader
            .selectFrom("events")
            .select(["id", "event"])
            .where("resource_id", "=", `prefect.flow-run.${id}`)
            .orderBy("sequence")
            .execute();
          expect(events).toEqual(
            states.map((state) => ({ id: state.id, event: `prefect.flow-run.${state.name}` })),
          );
          await setFlowRunState(context, id, { type: "CRASHED" }, "minimal");
        }
        expect(await takenSlots(context, limitId)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  test("whatever is proposed for task runs with a limited tag, states and slots agree", async () => {
    await fc.assert(
      fc.asyncProperty(anyScene, async ({ limit, retries, steps }) => {
        const { context, pass } = stoppedClock(database);
        const tag = newId();
        const { id: limitId } = await createConcurrencyLimit(context, { name: `tag:${tag}`, limit });
        const ids: string[] = [];
        for (let i = 0; i < RUNS; i++) {
          const given = { task_key: tag, dynamic_key: String(i), tags: [tag] };
          const policy = { empirical_policy: { retries, retry_delay: 0 } };
          ids.push((await createTaskRun(context, { ...given, ...policy })).taskRun.id);
        }
        const writes = ids.map(() => 0);
        const running = new Set<string>();
        for (const { index, type, isForced, secondsLater } of steps) {
          pass(secondsLater);
          const id = ids[index]!;
          const outcome = await setTaskRunState(context, id, { type }, isForced ? "minimal" : "core");
          if (outcome.isWritten) writes[index]!++;
          const { state } = outcome.result;
          // Who was forced to run has no slot.
          if (state?.type === "RUNNING" && outcome.result.status === "ACCEPT" && !isForced) running.add(id);
          if (state?.type !== "RUNNING" && state?.type !== "CANCELLING") running.delete(id);
          expect(await takenSlots(context, limitId)).toBe(running.size);
          expect(running.size).toBeLessThanOrEqual(limit);
        }
        for (const [index, id] of ids.entries()) {
          const states = await listTaskRunStates(context, id);
          expectHistory(states, writes[index]!, await getTaskRun(context, id));
          await setTaskRunState(context, id, { type: "CRASHED" }, "minimal");
        }
        expect(await takenSlots(context, limitId)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});
