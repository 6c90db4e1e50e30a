import type {
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  LogFilter,
  TaskRunFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from "@reeve/protocol";
import fc from "fast-check";
import type { RunFilters } from "../src/filters/index.ts";
import {
  id,
  PATTERNS,
  QUERIES,
  STATE_NAMES,
  STATE_TYPES,
  TEXTS,
  TIME_OPERANDS,
  text,
} from "./arbitrary-values.ts";

/** An object in which each field may be missing, null or given. */
export function sparse<T extends object>(
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
const stateNames = list(fc.constantFrom(...STATE_NAMES));

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
    name: sparse({ any_: stateNames, not_any_: stateNames }),
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

const deploymentFilter = sparse<Omit<DeploymentFilter, "concurrency_limit">>({
  operator,
  id: sparse({ any_: ids, not_any_: ids }),
  name: sparse({ any_: texts, like_ }),
  flow_or_deployment_name: sparse({ like_ }),
  paused: sparse({ eq_: fc.boolean() }),
  tags: sparse({ operator, all_: tagList, any_: tagList, is_null_ }),
  work_queue_name: sparse({ any_: texts }),
});

const workPoolFilter = sparse<WorkPoolFilter>({
  operator,
  id: sparse({ any_: ids }),
  name: sparse({ any_: texts }),
  type: sparse({ any_: texts }),
});

const workQueueFilter = sparse<WorkQueueFilter>({
  operator,
  id: sparse({ any_: ids }),
  name: sparse({ any_: texts, startswith_: list(like_) }),
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

/** An object in which exactly one of the fields is given. */
const oneOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc.oneof(...Object.entries(fields).map(([name, field]) => fc.record({ [name]: field })));

const byId = { id: oneOf({ any_: ids }) };
const byState = {
  state: oneOf({
    type: oneOf({ any_: types, not_any_: types }),
    name: oneOf({ any_: stateNames, not_any_: stateNames }),
  }),
};

const bySearch = { name: oneOf({ like_ }), tags: oneOf({ all_: tagList }) };

/** Filters that ask for one thing alone, which take shorter ways to it than a search of every row; for states often. */
export const arbitrarySoleCondition = fc.oneof(
  { weight: 2, arbitrary: fc.record({ flow_runs: oneOf(byState) }) },
  { weight: 1, arbitrary: fc.record({ task_runs: oneOf(byState) }) },
  {
    weight: 2,
    arbitrary: oneOf({
      flows: oneOf({ ...byId, name: oneOf({ any_: list(text) }) }),
      flow_runs: oneOf({ ...byId, deployment_id: oneOf({ any_: ids }), ...bySearch }),
      task_runs: oneOf({ ...byId, ...bySearch }),
      deployments: oneOf(byId),
      work_pools: oneOf(byId),
      work_pool_queues: oneOf(byId),
    }),
  },
) as fc.Arbitrary<RunFilters>;

/** The filters of a list of runs, most of them with few fields: the more there are, the rarer is a row that passes. */
export const arbitraryRunFilters: fc.Arbitrary<RunFilters> = fc.oneof(
  { weight: 3, arbitrary: arbitrarySoleCondition },
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
    weight: 3,
    arbitrary: sparse<RunFilters>({
      deployments: few(deploymentFilter, 1),
      work_pools: few(workPoolFilter, 1),
      work_pool_queues: few(workQueueFilter, 1),
    } as never),
  },
  {
    weight: 1,
    arbitrary: sparse<RunFilters>({
      flows: flowFilter,
      flow_runs: flowRunFilter,
      task_runs: taskRunFilter,
      deployments: deploymentFilter,
      work_pools: workPoolFilter,
      work_pool_queues: workQueueFilter,
    }),
  },
);
