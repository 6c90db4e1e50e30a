import type { DeploymentEntry, ScheduleEntry } from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";
import { durationArgument } from "../../argument.ts";

/** What the command line says of a deployment, beside its entrypoint and name. */
export type EntryOptions = {
  pool?: string;
  workQueue?: string;
  cron?: string[];
  interval?: string[];
  anchorDate?: string;
  rrule?: string[];
  timezone?: string;
  param?: string[];
  params?: string;
  tag?: string[];
  version?: string;
  description?: string;
  concurrencyLimit?: number;
  collisionStrategy?: string;
  jobVariable?: string[];
  enforceParameterSchema?: boolean;
};

/** The entry with what the command line says in place of what the project files say. */
export function withOptions(entry: DeploymentEntry, options: EntryOptions): DeploymentEntry {
  const { pool, workQueue, tag, version, description, enforceParameterSchema } = options;
  const parameters = { ...jsonObject("--params", options.params), ...assignments("--param", options.param) };
  const jobVariables = assignments("--job-variable", options.jobVariable);
  const schedules = schedulesOf(options);
  return {
    ...entry,
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(tag && { tags: tag }),
    ...(Object.keys(parameters).length > 0 && { parameters: { ...entry.parameters, ...parameters } }),
    ...(schedules.length > 0 && { schedules }),
    ...concurrencyOf(entry, options),
    ...(enforceParameterSchema !== undefined && { enforce_parameter_schema: enforceParameterSchema }),
    work_pool: {
      ...entry.work_pool,
      ...(pool && { name: pool }),
      ...(workQueue && { work_queue_name: workQueue }),
      job_variables: { ...entry.work_pool?.job_variables, ...jobVariables },
    },
  };
}

function schedulesOf({
  cron = [],
  interval = [],
  rrule = [],
  timezone,
  anchorDate,
}: EntryOptions): ScheduleEntry[] {
  const zone = timezone === undefined ? {} : { timezone };
  return [
    ...cron.map((expression) => ({ cron: expression, ...zone })),
    ...interval.map((seconds) => ({
      interval: intervalOf(seconds),
      ...zone,
      ...(anchorDate !== undefined && { anchor_date: anchorDate }),
    })),
    ...rrule.map((rule) => ({ rrule: rule, ...zone })),
  ];
}

function intervalOf(text: string): number {
  const seconds = durationArgument(text);
  if (seconds > 0) return seconds;
  throw new ReeveError("invalid_request", `--interval takes more than "${text}".`);
}

/** The limit and what becomes of runs beyond it; either may be said by the entry, and the other here. */
function concurrencyOf(
  { concurrency_limit: given }: DeploymentEntry,
  { concurrencyLimit, collisionStrategy }: EntryOptions,
): Pick<DeploymentEntry, "concurrency_limit"> {
  const known = typeof given === "object" ? given : { limit: given };
  const limit = concurrencyLimit ?? known.limit;
  if (collisionStrategy === undefined) {
    return concurrencyLimit === undefined ? {} : { concurrency_limit: { ...known, limit } };
  }
  if (limit === undefined) {
    throw new ReeveError("invalid_request", "--collision-strategy needs a --concurrency-limit.");
  }
  const strategy = collisionStrategy.toUpperCase();
  if (strategy === "ENQUEUE" || strategy === "CANCEL_NEW")
    return { concurrency_limit: { ...known, limit, collision_strategy: strategy } };
  throw new ReeveError(
    "invalid_request",
    `"${collisionStrategy}" is not a collision strategy; there are ENQUEUE and CANCEL_NEW.`,
  );
}

/** `name=value` pairs; a value that is JSON is what it says, any other is text. */
export function assignments(option: string, pairs: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      if (equals > 0) return [pair.slice(0, equals), jsonOrText(pair.slice(equals + 1))];
      throw new ReeveError("invalid_request", `${option} takes name=value, and "${pair}" is not that.`);
    }),
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The object that an option holds as JSON. */
export function jsonObject(option: string, text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  const value = jsonOrText(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new ReeveError("invalid_request", `${option} takes a JSON object, and ${text} is not one.`);
}
