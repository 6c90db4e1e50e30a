import { newId } from "@reeve/protocol/ids";
import type { FlowDefinition } from "../flow-definition.ts";
import { writeLine } from "../logging/write-line.ts";
import { readResult } from "../results/read-result.ts";
import type { ResultMetadata } from "../results/result-record.ts";
import type { Outcome } from "./attempt.ts";
import { describeError } from "./describe-error.ts";
import type { Scope } from "./scope.ts";

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
