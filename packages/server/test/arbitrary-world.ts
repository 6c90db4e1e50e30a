import fc from "fast-check";
import { CREATORS, IDS, id, STATE_NAMES, STATE_TYPES, TEXTS, TIMES, text } from "./arbitrary-values.ts";
import type { World } from "./naive-filters.ts";
import {
  sampleDeployment,
  sampleFlow,
  sampleFlowRun,
  sampleLog,
  sampleTaskRun,
  sampleWorkPool,
  sampleWorkQueue,
} from "./sample-rows.ts";

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values));
const tagsText = fc
  .uniqueArray(fc.constantFrom(...TEXTS, "\0", "\ud800"), { maxLength: 3 })
  .map((tags) => JSON.stringify(tags));

/** A run has no state, or one of a type and a name. */
const state = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ state_type: null, state_name: null }) },
  {
    weight: 5,
    arbitrary: fc.record({
      state_type: fc.constantFrom(...STATE_TYPES),
      state_name: fc.constantFrom(...STATE_NAMES),
    }),
  },
);
const times = {
  start_time: maybe(TIMES),
  end_time: maybe(TIMES),
  expected_start_time: maybe(TIMES),
  next_scheduled_start_time: maybe(TIMES),
};

const several = <T>(row: fc.Arbitrary<T>, selector: (row: T) => unknown) =>
  fc.uniqueArray(row, { maxLength: 6, selector });

/** Some rows of each kind that belong together. */
export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    flows: fc.uniqueArray(fc.record({ id, name: text, tags: tagsText }), {
      minLength: 1,
      maxLength: 4,
      comparator: (a, b) => a.id === b.id || a.name === b.name,
    }),
    flowRuns: several(
      fc.record({
        id,
        flow: fc.nat(),
        name: text,
        tags: tagsText,
        state,
        ...times,
        deployment: fc.option(fc.nat()),
        workQueue: fc.option(fc.nat()),
        parent_task_run_id: maybe(IDS),
        work_queue_name: maybe(TEXTS),
        flow_version: maybe(TEXTS),
        idempotency_key: maybe(TEXTS),
        created_by: fc.constantFrom(...CREATORS),
      }),
      (row) => row.id,
    ),
    taskRuns: several(
      fc.record({ id, flowRun: fc.option(fc.nat()), name: text, tags: tagsText, state, ...times }),
      (row) => row.id,
    ),
    logs: several(
      fc.record({
        ...{
          id,
          name: text,
          message: text,
          level: fc.constantFrom(10, 20, 30),
          timestamp: fc.constantFrom(...TIMES),
        },
        flow_run_id: maybe(IDS),
        task_run_id: maybe(IDS),
      }),
      (row) => row.id,
    ),
    deployments: fc.uniqueArray(
      fc.record({
        id,
        flow: fc.nat(),
        workQueue: fc.option(fc.nat()),
        name: text,
        tags: tagsText,
        paused: fc.constantFrom(0, 1),
        work_queue_name: maybe(TEXTS),
      }),
      { maxLength: 4, comparator: (a, b) => a.id === b.id || a.name === b.name },
    ),
    workPools: fc.uniqueArray(fc.record({ id, name: text, type: text }), {
      maxLength: 2,
      comparator: (a, b) => a.id === b.id || a.name === b.name,
    }),
    workQueues: fc.uniqueArray(fc.record({ id, pool: fc.nat(), name: text }), {
      maxLength: 3,
      comparator: (a, b) => a.id === b.id || a.name === b.name,
    }),
  })
  .map(({ flows, flowRuns, taskRuns, logs, deployments, workPools, workQueues }) => {
    // Queues are in pools; a world without pools has none.
    const queues = workPools.length === 0 ? [] : workQueues;
    const idAt = (rows: { id: string }[], place: number | null) =>
      place === null || rows.length === 0 ? null : rows[place % rows.length]!.id;
    return {
      flows: flows.map(sampleFlow),
      deployments: deployments.map(({ flow, workQueue, ...own }) =>
        sampleDeployment({ ...own, flow_id: idAt(flows, flow)!, work_queue_id: idAt(queues, workQueue) }),
      ),
      flowRuns: uniqueKeys(
        flowRuns.map(({ flow, deployment, workQueue, state, ...own }) =>
          sampleFlowRun({
            ...own,
            ...state,
            flow_id: idAt(flows, flow)!,
            deployment_id: idAt(deployments, deployment),
            work_queue_id: idAt(queues, workQueue),
          }),
        ),
      ),
      taskRuns: taskRuns.map(({ flowRun, state, ...own }) =>
        sampleTaskRun({ ...own, ...state, flow_run_id: idAt(flowRuns, flowRun) }),
      ),
      logs: logs.map(sampleLog),
      workPools: workPools.map(sampleWorkPool),
      workQueues: queues.map(({ pool, ...own }) =>
        sampleWorkQueue({ ...own, work_pool_id: idAt(workPools, pool)! }),
      ),
    };
  });

function uniqueKeys(flowRuns: World["flowRuns"]): World["flowRuns"] {
  const seen = new Set<string>();
  return flowRuns.map((flowRun) => {
    const key = JSON.stringify([flowRun.flow_id, flowRun.idempotency_key]);
    const isRepeated = flowRun.idempotency_key !== null && seen.has(key);
    seen.add(key);
    return isRepeated ? { ...flowRun, idempotency_key: null } : flowRun;
  });
}
