import { ReeveError } from "@reeve/protocol/errors";
import { RunAborted, RunCancelled, RunCrashed } from "../errors.ts";
import type { FlowDefinition } from "../flow-definition.ts";
import { readResult } from "../results/read-result.ts";
import { storeFlowRun } from "./flow-run-record.ts";
import { trackRun } from "./flow-run-scope.ts";
import { currentScope, type Scope } from "./scope.ts";
import { currentSettings, type ServerLink, serverLink } from "./server-link.ts";
import { rememberSubflowOrigin, resolveFutures } from "./task-inputs.ts";

/** A flow of a Python file, and the surroundings it runs in. */
export type PythonFlowDefinition = {
  readonly flow: FlowDefinition;
  readonly entrypoint: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Creates a flow run, a subflow where the caller is a flow, has Python run it, and answers what it returned. */
export async function runPythonFlow(definition: PythonFlowDefinition, given: unknown): Promise<unknown> {
  const parent = currentScope();
  parent?.signal.throwIfAborted();
  const result = runIn(parent, definition, given);
  if (parent?.flow) trackRun(parent.flow.runs, result);
  return result;
}

async function runIn(
  parent: Scope | undefined,
  { flow, entrypoint, directory, environment }: PythonFlowDefinition,
  given: unknown,
): Promise<unknown> {
  const settings = parent?.settings ?? currentSettings();
  const link = parent ? parent.link : serverLink(settings);
  if (!link) {
    throw new ReeveError(
      "unreachable",
      `The Python flow ${entrypoint} needs a server to run, and none is configured; set REEVE_API_URL.`,
    );
  }
  const newRun = { definition: flow, name: undefined, given, parameters: await resolveFutures(given) };
  const flowRun = await storeFlowRun(link, newRun, parent);
  // Programs without Python flows are not to load what runs them.
  const { runFlowProcess } = await import("@reeve/worker/run-flow-process");
  await runFlowProcess({
    settings,
    client: link.client,
    flowRun,
    entrypoint,
    directory,
    environment,
    signal: parent?.signal ?? new AbortController().signal,
    print: (text) => void process.stderr.write(`${text}\n`),
  });
  const value = await outcomeOf(link, flowRun.id);
  if (flowRun.parent_task_run_id) rememberSubflowOrigin(value, flowRun.parent_task_run_id);
  return value;
}

/** What the flow returned; throws as a flow of TypeScript does that ended in this state. */
async function outcomeOf(link: ServerLink, id: string): Promise<unknown> {
  const { name: flowRun, state } = await link.client.getFlowRun({ params: { id } });
  const reason = `The flow run "${flowRun}" is ${state?.name ?? "without a state"}: ${state?.message ?? ""}`;
  switch (state?.type) {
    case "COMPLETED":
      return readResult(`The flow run "${flowRun}"`, state.data, link);
    case "FAILED":
      throw new Error(reason);
    case "CANCELLED":
      throw new RunCancelled(reason);
    case "CRASHED":
      throw new RunCrashed(reason);
    default:
      throw new RunAborted(reason);
  }
}
