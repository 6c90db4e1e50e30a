import type { DeploymentCreate, ScheduleCreate } from "@reeve/protocol";

/** A deployment that is made, and how its runs have gone so far. */
export type Example = {
  flow: string;
  name: string;
  description: string;
  pool?: string;
  tags: string[];
  schedule?: ScheduleCreate;
  paused?: boolean;
  /** The hours of the day at which it ran in the days before, in UTC. */
  hours: readonly number[];
  /** The tasks of a run, one after the other. */
  tasks: readonly string[];
  /** How long a run takes as a rule. */
  seconds: number;
  /** One run in so many goes wrong, for this reason. */
  failure?: { oneIn: number; message: string; type?: "FAILED" | "CRASHED" };
  parameters?: Record<string, unknown>;
  /** What its schedule adds to them. */
  scheduled?: Record<string, unknown>;
  schema?: Record<string, unknown>;
  concurrencyLimit?: number;
};

const everyHours = (step: number, first = 0) =>
  Array.from({ length: Math.ceil((24 - first) / step) }, (_, index) => first + index * step);

const TRAINING_SCHEMA = {
  type: "object",
  required: ["month"],
  properties: {
    month: {
      title: "month",
      type: "integer",
      minimum: 1,
      maximum: 12,
      position: 0,
      description: "Which month",
    },
    color: { title: "color", enum: ["green", "yellow"], default: "green", position: 1 },
    rounds: { title: "rounds", type: "integer", minimum: 1, default: 100, position: 2 },
    learning_rate: {
      title: "learning_rate",
      type: "number",
      minimum: 0,
      maximum: 1,
      default: 0.1,
      position: 3,
    },
    features: {
      title: "features",
      type: "array",
      items: { type: "string" },
      default: ["PULocationID"],
      position: 4,
    },
    early_stopping: { title: "early_stopping", type: "boolean", default: true, position: 5 },
    note: { title: "note", anyOf: [{ type: "string" }, { type: "null" }], default: null, position: 6 },
  },
};

/** What a small company might run. */
export const EXAMPLES: readonly Example[] = [
  {
    flow: "taxi-ride-duration",
    name: "taxi_local_data",
    description: "Trains the model of ride durations on last month's rides.",
    pool: "zoompool",
    tags: ["ml", "taxi"],
    schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin" },
    hours: [5],
    tasks: ["read_data", "read_data", "add_features", "train_best_model"],
    seconds: 190,
    parameters: { color: "green" },
    scheduled: { month: 3 },
    schema: TRAINING_SCHEMA,
    concurrencyLimit: 1,
  },
  {
    flow: "load-orders",
    name: "every-half-hour",
    description: "Copies new orders from the shop into the warehouse.",
    pool: "zoompool",
    tags: ["prod", "warehouse"],
    schedule: { interval: 1800, timezone: "UTC" },
    hours: everyHours(1),
    tasks: ["list_new_orders", "fetch_orders", "check_orders", "write_orders"],
    seconds: 24,
    failure: { oneIn: 23, message: "ConnectionError: the shop's API did not answer within 10 s" },
    parameters: { batch_size: 500 },
  },
  {
    flow: "quality-check",
    name: "four-times-a-day",
    description: "Looks for gaps and odd values in yesterday's orders.",
    pool: "zoompool",
    tags: ["prod"],
    schedule: { cron: "15 */6 * * *", timezone: "UTC" },
    hours: everyHours(6),
    tasks: ["count_rows", "compare_totals", "check_prices"],
    seconds: 9,
    failure: { oneIn: 4, message: "ValueError: column 'price' has 12 empty values" },
  },
  {
    flow: "currency-rates",
    name: "hourly",
    description: "Keeps today's exchange rates.",
    tags: ["finance"],
    schedule: { cron: "5 * * * *", timezone: "UTC" },
    hours: everyHours(2, 1),
    tasks: ["fetch_rates", "store_rates"],
    seconds: 3,
    failure: { oneIn: 31, message: "Process exited with status code 137: out of memory", type: "CRASHED" },
  },
  {
    flow: "weekly-report",
    name: "monday-morning",
    description: "Sends the figures of the week to those who asked for them.",
    pool: "zoompool",
    tags: ["reports"],
    schedule: { rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=7;BYMINUTE=30", timezone: "Europe/Berlin" },
    hours: [],
    tasks: ["collect_figures", "draw_charts", "send_report"],
    seconds: 75,
  },
  {
    flow: "clean-temporary-files",
    name: "nightly",
    description: "Removes what nobody has touched for a week.",
    pool: "night-shift",
    tags: ["housekeeping"],
    schedule: { cron: "30 2 * * *", timezone: "Europe/Berlin" },
    paused: true,
    hours: [1],
    tasks: ["find_old_files", "remove_files"],
    seconds: 41,
  },
  {
    flow: "remind-the-team",
    name: "on-failure",
    description: "Started by an automation when a quality check fails.",
    tags: [],
    hours: [],
    tasks: ["write_message"],
    seconds: 2,
  },
];

/** The deployment as the API takes it; a schedule would make runs at once, so the history is written without. */
export function deploymentBody(example: Example, flowId: string, isScheduled: boolean): DeploymentCreate {
  const { name, description, tags, parameters, schema, schedule, pool, concurrencyLimit, paused } = example;
  return {
    name,
    flow_id: flowId,
    description,
    tags,
    parameters,
    parameter_openapi_schema: schema,
    entrypoint: `flows/${example.flow.replaceAll("-", "_")}.py:${example.flow.replaceAll("-", "_")}`,
    // A release since the past was written, so that its history has something to tell.
    version: isScheduled ? "1.5.0" : "1.4.0",
    ...(pool ? { work_pool_name: pool } : {}),
    ...(concurrencyLimit ? { concurrency_limit: concurrencyLimit } : {}),
    ...(isScheduled
      ? { paused, schedules: schedule ? [{ schedule, active: true, parameters: example.scheduled }] : [] }
      : {}),
  };
}
