import type { StateCreate } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { defaultStateName } from "@reeve/protocol/state-types";
import { toMilliseconds } from "../duration.ts";
import { RunAborted, RunCancelled } from "../errors.ts";
import type { FlowDefinition } from "../flow-definition.ts";
import type { RunState } from "../future.ts";
import { capturePrints } from "../logging/capture-prints.ts";
import { printLine, writeLine } from "../logging/write-line.ts";
import { validateParameters } from "../parameters.ts";
import { isResultMetadata } from "../results/result-record.ts";
import { resultScope } from "../results/result-scope.ts";
import { fillRunName } from "../run-name.ts";
import { isGoingDown, registerActiveRun } from "./active-runs.ts";
import { attempt, interrupted, type Outcome } from "./attempt.ts";
import { childController } from "./child-controller.ts";
import { describeError, errorWithStack } from "./describe-error.ts";
import { earlierResult, storeFlowResult, takeEarlierSubflow } from "./flow-result.ts";
import {
  adoptServerFlowRun,
  createLocalFlowRun,
  createServerFlowRun,
  type FlowRunRecord,
} from "./flow-run-record.ts";
import { allRunsEnded, flowScope, trackRun } from "./flow-run-scope.ts";
import { sendHeartbeats } from "./heartbeats.ts";
import { pause } from "./pause.ts";
import type { Verdict } from "./propose-state.ts";
import { runFlowHooks } from "./run-hooks.ts";
import { currentScope, runInScope, type Scope } from "./scope.ts";
import { currentSettings, serverLink } from "./server-link.ts";
import { rememberSubflowOrigin, resolveFutures } from "./task-inputs.ts";

type Checked = { value: unknown } | { fault: unknown };
type Run = {
  definition: FlowDefinition;
  record: FlowRunRecord;
  checked: Checked;
  /** The scope of the flow run itself; its function's attempts have their own inside it. */
  scope: Scope;
  parent: Scope | undefined;
};

// Leaves most of the time before the process is killed for reporting the flow run itself.
const CRASH_GRACE_MS = 2000;

/** Runs a flow from its creation to its end, as the server lets it, and answers what its function returned. */
export async function runFlow(definition: FlowDefinition, given: unknown): Promise<unknown> {
  const parent = currentScope();
  parent?.signal.throwIfAborted();
  const result = runFlowIn(parent, definition, given);
  if (parent?.flow) trackRun(parent.flow.runs, result);
  return result;
}

async function runFlowIn(
  parent: Scope | undefined,
  definition: FlowDefinition,
  given: unknown,
): Promise<unknown> {
  const settings = parent?.settings ?? currentSettings();
  const link = parent ? parent.link : serverLink(settings);
  // Asked for while the run is created, so that nothing in it need wait for the answer.
  void link?.defaultResultStorageId();
  const parameters = await resolveFutures(given);
  const earlier = parent && (await takeEarlierSubflow(parent, definition, parameters));
  if (earlier) return earlier.value;
  const checked = await check(definition, parameters);
  const newRun = { definition, name: runName(definition, parameters, checked), given, parameters };
  const record = link ? await createServerFlowRun(link, newRun, parent) : createLocalFlowRun(newRun);
  return driveTracked({ definition, record, checked, parent, settings, link, parameters });
}

/**
 * Runs a flow run that the server has already, such as one of a schedule, with the parameters it has there.
 * Throws a ReeveError when no server is configured, or it does not know the run.
 */
export async function executeFlowRun(definition: FlowDefinition, flowRunId: string): Promise<unknown> {
  const settings = currentSettings();
  const link = serverLink(settings);
  if (!link) {
    throw new ReeveError(
      "invalid_request",
      "A deployed flow run needs the server it is on; set REEVE_API_URL.",
    );
  }
  const { record, parameters } = await adoptServerFlowRun(link, definition, flowRunId);
  const checked = await check(definition, parameters);
  const name = runName(definition, parameters, checked);
  if (name !== undefined && name !== record.name) {
    await link.client.updateFlowRun({ params: { id: flowRunId }, body: { name } });
  }
  const named = name === undefined ? record : { ...record, name };
  return driveTracked({ definition, record: named, checked, parent: undefined, settings, link, parameters });
}

type TrackedRun = Omit<Run, "scope"> & Pick<Scope, "settings" | "link"> & { parameters: unknown };

/** Drives a run that can be cancelled, and that says it is alive, until its end is reported. */
async function driveTracked(run: TrackedRun): Promise<unknown> {
  const { definition, record, checked, parent, settings, link, parameters } = run;
  const logPrints = definition.options.logPrints ?? parent?.logPrints ?? false;
  if (logPrints) capturePrints();

  using controller = childController(parent?.signal);
  using _active = registerActiveRun(controller);
  using _watch = link?.cancellations.watch(record.id, () => {
    controller.abort(new RunCancelled("The flow run was cancelled."));
  });
  const flow = flowScope(definition, record, link, parameters, 0);
  // A subflow lives and dies with the process of the flow that called it.
  using _heartbeats =
    link && !parent
      ? sendHeartbeats(link.events, flow.related, settings.flowsHeartbeatFrequencySeconds)
      : undefined;
  const results = resultScope(definition.options, parent?.results, settings, link);
  // Found out while the run begins, so that its tasks know at once.
  void results.persists();
  const scope: Scope = {
    settings,
    link,
    flow,
    taskRun: undefined,
    signal: controller.signal,
    logPrints,
    results,
  };
  try {
    return await drive({ definition, record, checked, scope, parent });
  } finally {
    if (!parent) await link?.flush();
    if (!parent && isGoingDown()) await leaveToTheSignal(_active);
  }
}

async function drive(run: Run): Promise<unknown> {
  const { definition, checked, scope, parent, record } = run;
  const kind = parent?.flow ? "subflow" : "flow";
  writeLine(scope, "info", [`Beginning ${kind} run '${record.name}' for flow '${definition.name}'.`]);
  if (scope.link) printLine(scope, "info", `View at ${scope.link.uiUrl}/runs/flow-run/${record.id}`);
  if ("fault" in checked) {
    const outcome = { kind: "failed", error: checked.fault } as const;
    return settle(run, outcome, await end(run, outcome), 0);
  }
  for (let ownTry = 1; ; ownTry += 1) {
    const begun = await begin(run, ownTry);
    if (begun && "state" in begun) return earlierResult(scope, begun.state.data);
    const outcome = begun ?? (await execute(run, checked.value, ownTry));
    const verdict = await end(run, outcome);
    if (verdict.accepted || verdict.state.type !== "SCHEDULED") return settle(run, outcome, verdict, ownTry);
    const at = Date.parse(verdict.state.state_details.scheduled_time ?? "") || Date.now();
    writeLine(scope, "info", [`The server schedules another try (${verdict.state.name}).`]);
    await pause(Math.max(0, at - Date.now()), scope.signal).catch(() => {});
  }
}

/** Makes the run Running; when it is not to run any more an outcome instead, or the verdict by which it has ended. */
async function begin(run: Run, ownTry: number): Promise<Outcome<never> | Verdict | undefined> {
  const { definition, record, scope, parent } = run;
  const { signal } = scope;
  try {
    signal.throwIfAborted();
    const name = ownTry > 1 ? "Retrying" : "Running";
    const verdict = await record.propose({ type: "RUNNING", name }, signal);
    const { accepted, state } = verdict;
    if (accepted) {
      await runFlowHooks(definition.options, atTry(run, ownTry), runState(state));
      return undefined;
    }
    // Somebody asked for it once more although it is done, and its result was stored.
    if (state.type === "COMPLETED" && isResultMetadata(state.data)) return verdict;
    if (state.type === "CANCELLING" || state.type === "CANCELLED") {
      return { kind: "cancelled", error: new RunCancelled("The flow run was cancelled before it started.") };
    }
    throw new RunAborted(`The server made the flow run ${state.name} instead of Running.`);
  } catch (error) {
    if (signal.aborted) return interrupted(signal, parent?.signal);
    throw error;
  }
}

async function execute(run: Run, parameters: unknown, ownTry: number): Promise<Outcome<unknown>> {
  const { definition, record, scope } = run;
  const { timeout } = definition.options;
  const timeoutMs = timeout === undefined ? undefined : toMilliseconds(timeout);
  const flow = flowScope(definition, record, scope.link, parameters, ownTry);
  const subject = `The flow run "${record.name}"`;
  const outcome = await attempt({ signal: scope.signal, timeoutMs, subject }, (signal) =>
    runInScope({ ...scope, flow, signal }, async () => {
      const value = await resolveFutures(await definition.fn(parameters as never));
      await allRunsEnded(flow.runs);
      return value;
    }),
  );
  if (outcome.kind === "failed") {
    writeLine(scope, "error", [`The flow run failed: ${errorWithStack(outcome.error)}`]);
  }
  if (outcome.kind !== "completed") {
    flow.stopping.abort(new RunCancelled("The flow run ended before this task started."));
    await Promise.race([allRunsEnded(flow.runs), ...(outcome.kind === "crashed" ? [graceEnds()] : [])]);
  }
  return outcome;
}

/** A process that is going down has no time to wait for a subflow that the server is slow to create. */
function graceEnds(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, CRASH_GRACE_MS).unref());
}

/** Proposes the state that the outcome means, once the server has all that the run reported. */
async function end({ definition, record, scope }: Run, outcome: Outcome<unknown>): Promise<Verdict> {
  await scope.link?.flush();
  // The end is reported even when the run was interrupted: that is what is reported.
  const uninterrupted = new AbortController().signal;
  const proposed = { ...terminalState(outcome), data: await storeFlowResult(definition, scope, outcome) };
  try {
    const verdict = await record.propose(proposed, uninterrupted);
    if (verdict.accepted || verdict.state.type !== "CANCELLING") return verdict;
    const message = "The flow run ended while it was being cancelled.";
    return await record.propose({ type: "CANCELLED", message }, uninterrupted);
  } catch (error) {
    if (!(error instanceof ReeveError) || error.code !== "not_found") throw error;
    writeLine(scope, "warn", ["The flow run was deleted from the server while it ran."]);
    return { accepted: true, state: { ...proposed, name: null, message: null, state_details: {} } };
  }
}

async function settle(
  run: Run,
  outcome: Outcome<unknown>,
  { state }: Verdict,
  ownTry: number,
): Promise<unknown> {
  const { definition, record, scope } = run;
  const { type, name, message } = runState(state);
  const level = type === "COMPLETED" ? "info" : "error";
  writeLine(scope, level, [`Finished in state ${name}${message ? `: ${message}` : "."}`]);
  const error = outcome.kind === "completed" ? undefined : outcome.error;
  await runFlowHooks(definition.options, atTry(run, ownTry), { type, name, message }, error);
  if (outcome.kind !== "completed") throw outcome.error;
  if (record.parentTaskRunId) rememberSubflowOrigin(outcome.value, record.parentTaskRunId);
  return outcome.value;
}

const runState = ({ type, name, message }: Verdict["state"]): RunState => ({
  type,
  name: name ?? defaultStateName(type),
  message: message ?? null,
});

/** The scope as what runs in it sees the flow run in its try of this number. */
const atTry = ({ scope, record }: Run, ownTry: number): Scope => ({
  ...scope,
  flow: scope.flow && { ...scope.flow, runCount: record.earlierTries + ownTry },
});

function terminalState(outcome: Outcome<unknown>): StateCreate {
  if (outcome.kind === "completed") return { type: "COMPLETED" };
  const message = describeError(outcome.error);
  if (outcome.kind === "timed-out") return { type: "FAILED", name: "TimedOut", message };
  return {
    type: ({ failed: "FAILED", cancelled: "CANCELLED", crashed: "CRASHED" } as const)[outcome.kind],
    message,
  };
}

async function check({ name, schema }: FlowDefinition, parameters: unknown): Promise<Checked> {
  try {
    return { value: await validateParameters(name, schema, parameters) };
  } catch (fault) {
    return { fault };
  }
}

function runName({ options }: FlowDefinition, given: unknown, checked: Checked): string | undefined {
  const { runName } = options;
  if (typeof runName === "string") return fillRunName(runName, { ...(given as object) });
  // A function is written for valid parameters: a run that fails for want of them gets a name from the server.
  return runName && "value" in checked ? runName(checked.value as never) : undefined;
}

/** The caller would print the interruption as if it were its own error; the process is about to end instead. */
async function leaveToTheSignal(active: Disposable): Promise<never> {
  active[Symbol.dispose]();
  return new Promise<never>(() => {});
}
