import { ReeveError } from "@reeve/protocol/errors";

export type StepEntry = Readonly<Record<string, unknown>>;

/** When a deployment runs: exactly one of `cron`, `interval` (seconds) and `rrule`. */
export type ScheduleEntry = {
  cron?: string;
  interval?: number;
  rrule?: string;
  timezone?: string;
  anchor_date?: string;
  day_or?: boolean;
  active?: boolean;
  parameters?: Record<string, unknown>;
  slug?: string;
  max_scheduled_runs?: number;
};

export type ConcurrencyEntry = {
  limit?: number;
  collision_strategy?: "ENQUEUE" | "CANCEL_NEW";
  grace_period_seconds?: number;
};

/** One deployment as a project file has it. What is left out keeps the value that the project or Reeve has for it. */
export type DeploymentEntry = {
  name?: string;
  entrypoint?: string;
  flow_name?: string;
  version?: string;
  description?: string;
  tags?: string[];
  parameters?: Record<string, unknown>;
  enforce_parameter_schema?: boolean;
  paused?: boolean;
  schedules?: ScheduleEntry[];
  concurrency_limit?: number | ConcurrencyEntry;
  work_pool?: { name?: string; work_queue_name?: string; job_variables?: Record<string, unknown> };
  build?: StepEntry[];
  push?: StepEntry[];
  pull?: StepEntry[];
  triggers?: Record<string, unknown>[];
};

type Raw = Readonly<Record<string, unknown>>;

/** Reads an entry of a project file; throws a ReeveError that names the file, the deployment and the fault. */
export function readDeploymentEntry(raw: unknown, file: string): DeploymentEntry {
  if (!isMapping(raw)) throw fault(file, "a deployment", "has to be a mapping with a name and an entrypoint");
  const given = withoutNulls(raw);
  const called = `the deployment ${typeof given.name === "string" ? `"${given.name}"` : "without a name"}`;
  const wrong = (field: string, wanted: string) =>
    fault(file, `"${field}" of ${called}`, `has to be ${wanted}`);
  const text = (field: string) => optional(given, field, isText, () => wrong(field, "text"));
  const mapping = (field: string) => optional(given, field, isMapping, () => wrong(field, "a mapping"));
  const flag = (field: string) => optional(given, field, isFlag, () => wrong(field, "true or false"));
  const steps = (field: string) => optional(given, field, isMappings, () => wrong(field, "a list of steps"));
  const workPool = mapping("work_pool");
  return defined({
    name: text("name"),
    entrypoint: text("entrypoint"),
    flow_name: text("flow_name"),
    version: given.version === undefined ? undefined : String(given.version),
    description: text("description"),
    tags: optional(given, "tags", isTexts, () => wrong("tags", "a list of words")),
    parameters: mapping("parameters"),
    enforce_parameter_schema: flag("enforce_parameter_schema"),
    paused: flag("paused"),
    schedules: schedulesOf(given, wrong),
    concurrency_limit: given.concurrency_limit as DeploymentEntry["concurrency_limit"],
    work_pool: workPool && (withoutNulls(workPool) as DeploymentEntry["work_pool"]),
    build: steps("build"),
    push: steps("push"),
    pull: steps("pull"),
    triggers: optional(given, "triggers", isMappings, () => wrong("triggers", "a list of mappings")),
  });
}

function schedulesOf(given: Raw, wrong: (field: string, wanted: string) => ReeveError) {
  // Earlier project files have one `schedule`, which an unfinished template leaves empty.
  const single = given.schedule;
  if (single !== undefined && !isMapping(single)) throw wrong("schedule", "a mapping");
  const listed = given.schedules ?? (single && Object.keys(single).length > 0 ? [single] : undefined);
  if (listed === undefined) return undefined;
  if (!isMappings(listed)) throw wrong("schedules", "a list of mappings");
  return listed.map((one) => {
    const schedule = withoutNulls(one) as ScheduleEntry;
    const kinds = ["cron", "interval", "rrule"].filter((kind) => kind in schedule);
    if (kinds.length !== 1)
      throw wrong("schedules", "a list in which each has one of cron, interval and rrule");
    return schedule;
  });
}

function optional<T>(
  given: Raw,
  field: string,
  fits: (value: unknown) => value is T,
  fail: () => ReeveError,
) {
  const value = given[field];
  if (value === undefined) return undefined;
  if (fits(value)) return value;
  throw fail();
}

const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isMappings = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isMapping);

/** In project files an empty value means that nothing is said. */
const withoutNulls = (raw: Raw): Record<string, unknown> =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;

const fault = (file: string, what: string, why: string): ReeveError =>
  new ReeveError("invalid_request", `In ${file}, ${what} ${why}.`);
