import { relative } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import { flowHandleOf } from "@reeve/protocol/flow-handle";
import { type Duration, toMilliseconds } from "./duration.ts";
import { currentSettings } from "./engine/server-link.ts";

/** When a served flow runs by itself: exactly one of `cron`, `interval` and `rrule`. */
export type ServeSchedule = {
  cron?: string;
  interval?: Duration;
  rrule?: string;
  timezone?: string;
  /** Parameters of the schedule's runs, over those of the deployment. */
  parameters?: Record<string, unknown>;
  slug?: string;
  active?: boolean;
};

export type ServeOptions = Omit<ServeSchedule, "parameters"> & {
  /** The deployment's name. */
  name: string;
  /** Parameters of its runs, over the flow's own defaults. */
  parameters?: Record<string, unknown>;
  /** Several schedules, in place of one. */
  schedules?: readonly ServeSchedule[];
  version?: string;
  description?: string;
  tags?: readonly string[];
  /** How many flow runs may be under way at once. */
  limit?: number;
  /** Whether its schedules make no runs while nobody serves it, as is the case when left out. */
  pauseOnShutdown?: boolean;
};

/** A flow and as which deployment it is to be served, for `serve`. */
export type Served = { flow: unknown; options: ServeOptions };

const DEFAULT_LIMIT = 100;
// Leaves flows time to say what they were doing, as process supervisors commonly do.
const GRACE_MS = 30_000;

/**
 * Serves flows as deployments until the process is asked to stop: their runs, made by schedules, from the UI or by
 * other programs, are started here, each in a process of its own. Throws a ReeveError when no server is configured.
 * Inside of such a process, which loads the same file, it does nothing.
 */
export async function serve(...served: readonly Served[]): Promise<void> {
  if (process.env.REEVE__FLOW_RUN_ID !== undefined) return;
  // Programs that serve nothing are not to load what serves.
  const { ServedFlows } = await import("@reeve/worker/serve");
  const stopped = stopSignal();
  const [directory, file] = [process.cwd(), relative(process.cwd(), process.argv[1] ?? "")];
  const say = (message: string) => process.stderr.write(`${message}\n`);
  await using flows = await ServedFlows.start({
    settings: currentSettings(),
    flows: served.map(({ flow, options }) => ({
      flow: requireHandle(flow),
      file,
      directory,
      ...options,
      schedules: (options.schedules ?? [withoutParameters(options)]).flatMap(scheduleOf),
    })),
    limit: Math.max(...served.map(({ options }) => options.limit ?? DEFAULT_LIMIT)),
    pauseOnShutdown: served.every(({ options }) => options.pauseOnShutdown ?? true),
    log: { info: say, warn: say },
    print: say,
  });
  for (const { name } of flows.deployments) say(`Serving the deployment "${name}"; Ctrl-C stops.`);
  await stopped;
  await flows.runner.stopAll(GRACE_MS);
}

/** Those of a deployment are its own; its only schedule needs none besides. */
const withoutParameters = ({ parameters: _, ...schedule }: ServeOptions): ServeSchedule => schedule;

function requireHandle(flow: unknown) {
  const handle = flowHandleOf(flow);
  if (handle) return handle;
  throw new ReeveError("invalid_request", "Only what flow(…) made can be served.");
}

function scheduleOf({ cron, interval, rrule, timezone, parameters, slug, active }: ServeSchedule) {
  const zone = timezone === undefined ? {} : { timezone };
  const times = [
    ...(cron === undefined ? [] : [{ cron, ...zone }]),
    ...(interval === undefined ? [] : [{ interval: toMilliseconds(interval) / 1000, ...zone }]),
    ...(rrule === undefined ? [] : [{ rrule, ...zone }]),
  ];
  if (times.length > 1) {
    throw new ReeveError("invalid_request", "A schedule has one of cron, interval and rrule.");
  }
  const more = { ...(parameters && { parameters }), ...(slug && { slug }), active: active ?? true };
  return times.map((schedule) => ({ schedule, ...more }));
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
