import type { Resource } from "@reeve/protocol";
import type { FlowDefinition } from "../flow-definition.ts";
import { childController } from "./child-controller.ts";
import { EarlierSubflows } from "./earlier-subflows.ts";
import { Limiter } from "./limiter.ts";
import type { ServerLink } from "./server-link.ts";

/** A flow run while its function executes, as its tasks see it. */
export type FlowRunScope = {
  readonly id: string;
  readonly name: string;
  readonly flowName: string;
  readonly parameters: unknown;
  /** How many times the function was started, this time included. */
  readonly runCount: number;
  /** How the events of its task runs name it. */
  readonly related: readonly Resource[];
  readonly limiter: Limiter;
  /** Task runs and subflow runs that have not ended, whether or not the flow's function waits for them. */
  readonly runs: Set<Promise<unknown>>;
  /** Fires when the function has ended without success: what waits to start then does not. */
  readonly stopping: AbortController;
  /** What need not run again, where this is not the first try. */
  readonly earlierSubflows: EarlierSubflows | undefined;
};

/** The scope of a try of a flow run, the how manieth of this process; 0 before the first. */
export function flowScope(
  definition: FlowDefinition,
  record: { id: string; name: string; flowId: string | undefined; earlierTries: number },
  link: ServerLink | undefined,
  parameters: unknown,
  ownTry: number,
): FlowRunScope {
  const runCount = record.earlierTries + ownTry;
  const { name: flowName, options } = definition;
  const stopping = childController(undefined);
  return {
    id: record.id,
    name: record.name,
    flowName,
    parameters,
    runCount,
    related: [
      resource("flow-run", record.id, record.name),
      ...(record.flowId ? [resource("flow", record.flowId, flowName)] : []),
    ],
    limiter: new Limiter(options.concurrency ?? Number.POSITIVE_INFINITY),
    runs: new Set(),
    stopping,
    earlierSubflows: link && runCount > 1 ? new EarlierSubflows(link, record.id) : undefined,
  };
}

const resource = (role: string, id: string, name: string) => ({
  "prefect.resource.id": `prefect.${role}.${id}`,
  "prefect.resource.role": role,
  "prefect.resource.name": name,
});

/** Keeps the run in the set until it has ended, however it ends. */
export function trackRun(runs: Set<Promise<unknown>>, result: Promise<unknown>): void {
  const ended: Promise<void> = result.then(
    () => void runs.delete(ended),
    () => void runs.delete(ended),
  );
  runs.add(ended);
}

/** Waits for all the runs, and for those they start meanwhile. */
export async function allRunsEnded(runs: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (runs.size > 0) await Promise.all(runs);
}
