import type { FlowFilter, FlowRunFilter, LogFilter, StateType, TaskRunFilter } from "@reeve/protocol";
import fc from "fast-check";
import type { RunFilters } from "../src/filters/index.ts";
import type { World } from "./naive-filters.ts";
import { sampleFlow, sampleFlowRun, sampleLog, sampleTaskRun } from "./sample-rows.ts";

// Few different values, so that filters meet rows; each of them is there for a way in which SQL could go wrong.
const IDS = Array.from(
  { length: 8 },
  (_, place) => `0190a0${place}f-0000-7000-8000-00000000000${"abcdef12"[place]}`,
);
const TEXTS = [
  "a",
  "A",
  "ab",
  "b_c",
  "bXc",
  "100%",
  "ÄÖ",
  "äö",
  "'; drop table flows; --",
  '"',
  "\\",
  ",",
  "",
  "😀",
];
const PATTERNS = [...TEXTS, "%", "_", "b_", "a%", "\\%", "Ä_", "zz"];
const TIMES = [1, 2, 3, 4].map((day) => `2026-01-0${day}T00:00:00.00000${day}Z`);
const TIME_OPERANDS = [
  ...TIMES.map((time) => time.replace("Z", "+00:00")),
  "2026-01-02 01:00:00.000002+01:00",
  "2026-01-03",
];
const STATE_TYPES: StateType[] = ["SCHEDULED", "RUNNING", "COMPLETED"];
const QUERIES = ["", "a", "A b", "-a", "+a -ab", '"b_c"', "%", "ä", "ÄÖ !zz", '"\\""', "\\", "'", "- +"];
const CREATORS = [null, "AUTOMATION", "SCHEDULE", 'x"type":"SCHEDULE', "\0"].map((type) =>
  type === null ? null : JSON.stringify({ id: IDS[0], type, display_value: '"type":"AUTOMATION"' }),
);

const id = fc.constantFrom(...IDS);
const text = fc.constantFrom(...TEXTS);
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values));
const tagsText = fc
  .uniqueArray(fc.constantFrom(...TEXTS, "\0", "\ud800"), { maxLength: 3 })
  .map((tags) => JSON.stringify(tags));

const state = { state_type: maybe(STATE_TYPES), state_name: maybe(TEXTS) };
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
        ...{ id, flow: fc.nat(), name: text, tags: tagsText, ...state, ...times },
        deployment_id: maybe(IDS),
        parent_task_run_id: maybe(IDS),
        work_queue_name: maybe(TEXTS),
        flow_version: maybe(TEXTS),
        idempotency_key: maybe(TEXTS),
        created_by: fc.constantFrom(...CREATORS),
      }),
      (row) => row.id,
    ),
    taskRuns: several(
      fc.record({ id, flowRun: fc.option(fc.nat()), name: text, tags: tagsText, ...state, ...times }),
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
  })
  .map(({ flows, flowRuns, taskRuns, logs }) => ({
    flows: flows.map(sampleFlow),
    flowRuns: uniqueKeys(
      flowRuns.map(({ flow, ...own }) => sampleFlowRun({ ...own, flow_id: flows[flow % flows.length]!.id })),
    ),
    taskRuns: taskRuns.map(({ flowRun, ...own }) => {
      const parent = flowRun === null ? undefined : flowRuns[flowRun % flowRuns.length];
      return sampleTaskRun({ ...own, flow_run_id: parent?.id ?? null });
    }),
    logs: logs.map(sampleLog),
  }));

function uniqueKeys(flowRuns: World["flowRuns"]): World["flowRuns"] {
  const seen = new Set<string>();
  return flowRuns.map((flowRun) => {
    const key = JSON.stringify([flowRun.flow_id, flowRun.idempotency_key]);
    const isRepeated = flowRun.idempotency_key !== null && seen.has(key);
    seen.add(key);
    return isRepeated ? { ...flowRun, idempotency_key: null } : flowRun;
  });
}

/** An object in which each field may be missing, null or given. */
function sparse<T extends object>(
  fields: { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> },
): fc.Arbitrary<T> {
  const optional = Object.entries(fields).map(([name, field]) => {
    const arbitrary = field as fc.Arbitrary<unknown>;
    const given = name === "operator" ? arbitrary : fc.oneof({ weight: 9, arbitrary }, fc.constant(null));
    return [name, given] as const;
  });
  return fc.record(Object.fromEntries(optional), { requiredKeys: [] }) as unknown as fc.Arbitrary<T>;
}

const operator = fc.constantFrom<"and_" | "or_">("and_", "or_");
const is_null_ = fc.boolean();
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const ids = list(
  fc.oneof(
    id,
    id.map((one) => one.toUpperCase()),
  ),
);
const texts = list(text);
const tagList = list(fc.constantFrom(...TEXTS, "\0", "\ud800"));
const like_ = fc.constantFrom(...PATTERNS);
const during = { before_: fc.constantFrom(...TIME_OPERANDS), after_: fc.constantFrom(...TIME_OPERANDS) };
const types = list(fc.constantFrom(...STATE_TYPES));

const flowFilter = sparse<FlowFilter>({
  operator,
  id: sparse({ any_: ids, not_any_: ids }),
  deployment: sparse({ operator, is_null_ }),
  name: sparse({ any_: texts, like_ }),
  tags: sparse({ operator, all_: tagList, is_null_ }),
});

const flowRunFilter = sparse<FlowRunFilter>({
  operator,
  id: sparse({ any_: ids, not_any_: ids }),
  name: sparse({ any_: texts, like_ }),
  tags: sparse({ operator, all_: tagList, any_: tagList, is_null_ }),
  deployment_id: sparse({ operator, any_: ids, is_null_ }),
  work_queue_name: sparse({ operator, any_: texts, is_null_ }),
  state: sparse({
    operator,
    type: sparse({ any_: types, not_any_: types }),
    name: sparse({ any_: texts, not_any_: texts }),
  }),
  flow_version: sparse({ any_: texts }),
  start_time: sparse({ ...during, is_null_ }),
  end_time: sparse({ ...during, is_null_ }),
  expected_start_time: sparse(during),
  next_scheduled_start_time: sparse(during),
  parent_flow_run_id: sparse({ operator, any_: ids }),
  parent_task_run_id: sparse({ operator, any_: ids, is_null_ }),
  idempotency_key: sparse({ any_: texts, not_any_: texts }),
  created_by: sparse({
    operator,
    id_: ids,
    type_: list(fc.constantFrom("AUTOMATION", "SCHEDULE", "\0")),
    is_null_,
  }),
});

const taskRunFilter = sparse<TaskRunFilter>({
  operator,
  id: sparse({ any_: ids }),
  name: sparse({ any_: texts, like_ }),
  tags: sparse({ operator, all_: tagList, is_null_ }),
  state: sparse({ operator, type: sparse({ any_: types }), name: sparse({ any_: texts }) }),
  start_time: sparse({ ...during, is_null_ }),
  end_time: sparse({ ...during, is_null_ }),
  expected_start_time: sparse(during),
  subflow_runs: sparse({ exists_: fc.boolean() }),
  flow_run_id: sparse({ operator, any_: ids, is_null_ }),
});

/** A filter of log lines. */
export const arbitraryLogFilter = sparse<LogFilter>({
  operator,
  level: sparse({ ge_: fc.constantFrom(10, 20, 1e300), le_: fc.constantFrom(20, 30, -(2 ** 40)) }),
  timestamp: sparse(during),
  flow_run_id: sparse({ any_: ids }),
  task_run_id: sparse({ any_: ids, is_null_ }),
  text: fc.record({ query: fc.constantFrom(...QUERIES) }),
});

const few = <T extends object>(filter: fc.Arbitrary<T>, most: number): fc.Arbitrary<T> =>
  fc.tuple(filter, fc.infiniteStream(fc.nat(100))).map(([full, numbers]) => {
    const fields = Object.keys(full).filter((field) => field !== "operator");
    const chosen = new Set(fields.toSorted(() => numbers.next().value - 50).slice(0, most));
    return Object.fromEntries(
      Object.entries(full).filter(([field]) => field === "operator" || chosen.has(field)),
    ) as T;
  });

const empty = fc.constant({});

/** The filters of a list of runs, most of them with few fields: the more there are, the rarer is a row that passes. */
export const arbitraryRunFilters: fc.Arbitrary<RunFilters> = fc.oneof(
  { weight: 3, arbitrary: sparse<RunFilters>({ flows: few(flowFilter, 1) } as never) },
  { weight: 3, arbitrary: sparse<RunFilters>({ flow_runs: few(flowRunFilter, 2) } as never) },
  { weight: 3, arbitrary: sparse<RunFilters>({ task_runs: few(taskRunFilter, 2) } as never) },
  {
    weight: 4,
    arbitrary: sparse<RunFilters>({
      flows: few(flowFilter, 1),
      flow_runs: few(flowRunFilter, 1),
      task_runs: few(taskRunFilter, 1),
    } as never),
  },
  {
    weight: 1,
    arbitrary: sparse<RunFilters>({
      flows: flowFilter,
      flow_runs: flowRunFilter,
      task_runs: taskRunFilter,
      deployments: empty,
      work_pools: empty,
      work_pool_queues: empty,
    }),
  },
);
