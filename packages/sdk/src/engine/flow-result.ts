import { newId } from "@reeve/protocol/ids";
import type { FlowDefinition } from "../flow-definition.ts";
import { writeLine } from "../logging/write-line.ts";
import { readResult } from "../results/read-result.ts";
import type { ResultMetadata } from "../results/result-record.ts";
import type { Outcome } from "./attempt.ts";
import { describeError } from "./describe-error.ts";
import type { Scope } from "./scope.ts";
import { rememberSubflowOrigin } from "./task-inputs.ts";

/** Stores what the flow returned, if that is wanted; answers what its state tells of it. */
export async function storeFlowResult(
  { options }: FlowDefinition,
  scope: Scope,
  outcome: Outcome<unknown>,
): Promise<ResultMetadata | null> {
  if (outcome.kind !== "completed" || !(await scope.results.persists())) return null;
  try {
    const store = await scope.results.open(options);
    return await store.write(newId(), outcome.value);
  } catch (error) {
    writeLine(scope, "warn", [`The result was not stored: ${describeError(error)}`]);
    return null;
  }
}

/** What a run that completed before had returned. */
export const earlierResult = (scope: Scope, data: unknown): Promise<unknown> =>
  readResult("The flow run", data, scope.link);

/** What an earlier try of the flow around this call got done of it; where the result is lost, it runs again. */
export async function takeEarlierSubflow(
  parent: Scope,
  { name }: FlowDefinition,
  parameters: unknown,
): Promise<{ value: unknown } | undefined> {
  try {
    const run = await parent.flow?.earlierSubflows?.take(name, parameters);
    if (!run) return undefined;
    const value = await readResult(`The flow run "${run.name}"`, run.state?.data, parent.link);
    writeLine(parent, "info", [`Took the result of subflow run '${run.name}' of an earlier try.`]);
    if (run.parent_task_run_id) rememberSubflowOrigin(value, run.parent_task_run_id);
    return { value };
  } catch (error) {
    const reason = describeError(error);
    writeLine(parent, "warn", [`What '${name}' returned earlier cannot be read, so it runs: ${reason}`]);
    return undefined;
  }
}
