import { newId, type OrchestrationResult, type StateCreate } from "@reeve/protocol";
import { createResultArtifact } from "../artifacts/create-result-artifact.ts";
import { changeDeploymentSlot } from "../concurrency-limits/change-deployment-slot.ts";
import {
  type LockedDeploymentLimit,
  lockDeploymentLimit,
} from "../concurrency-limits/lock-deployment-limit.ts";
import type { Context } from "../context.ts";
import { changedColumns } from "../db/changed-columns.ts";
import type { Connection } from "../db/database.ts";
import { runNotFoundError } from "../not-found.ts";
import type { RunDeployment } from "../orchestration/flow-run-transition.ts";
import {
  asksForDeploymentLimit,
  type FlowRunProposal,
  judgeFlowRunTransition,
} from "../orchestration/judge-flow-run-transition.ts";
import { type ClientVersions, proposingClient, UNKNOWN_CLIENT } from "../orchestration/proposing-client.ts";
import { toOrchestrationResult } from "../orchestration/verdict.ts";
import { currentStateOf } from "../states/state-row.ts";
import { toFacts } from "./flow-run-row.ts";
import { type FlowRunInContext, lockFlowRun, updateFlowRunRow } from "./queries.ts";
import { toSurroundings } from "./surroundings.ts";
import { toRowColumns, writeFlowRunState } from "./write-flow-run-state.ts";

/** What became of the proposal, and whether it made the run's history longer. */
export type SetStateOutcome = { result: OrchestrationResult; isWritten: boolean };

/** The only way a flow run changes state after it was created. */
export async function setFlowRunState(
  context: Context,
  id: string,
  proposed: StateCreate,
  policy: FlowRunProposal["policy"] = "core",
  client: ClientVersions = UNKNOWN_CLIENT,
): Promise<SetStateOutcome> {
  const outcome = await context.db.write((transaction) =>
    transitionFlowRun(context, transaction, id, proposed, policy, client),
  );
  if (outcome.isWritten) context.wakeReaders();
  return outcome;
}

/** Proposes a state inside a transaction of the caller's. */
export async function transitionFlowRun(
  context: Context,
  transaction: Connection,
  id: string,
  proposed: StateCreate,
  policy: FlowRunProposal["policy"],
  client: ClientVersions = UNKNOWN_CLIENT,
): Promise<SetStateOutcome> {
  const row = await lockFlowRun(transaction, id);
  if (!row) throw runNotFoundError("flow run", id);
  const now = context.now();
  const flowRun = toFacts(row);
  const current = currentStateOf(row);
  const limit = await lockLimitOf(context, transaction, row, { policy, current, proposed });
  const verdict = judgeFlowRunTransition({
    policy,
    flowRun,
    deployment: deploymentOf(row, limit),
    client: proposingClient(client),
    current,
    proposed,
    stateId: newId(),
    now,
  });
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write) {
    const surroundings = toSurroundings(row);
    await updateFlowRunRow(transaction, id, { ...changedColumns(row, toRowColumns(write)), updated: now });
    await writeFlowRunState(context, transaction, { flowRun, surroundings, previous: current }, write);
    const runs = { flow_run_id: id, task_run_id: null };
    await createResultArtifact(context, transaction, write.state, proposed, runs);
    if (write.slot) await changeDeploymentSlot(context, transaction, id, write.slot, limit);
  }
  return { result: toOrchestrationResult(verdict, current), isWritten: write !== null };
}

/** The limit on the runs of the run's deployment, if it has one and a rule will ask for it. */
async function lockLimitOf(
  context: Context,
  transaction: Connection,
  { deployment_limit_id: limitId, deployment_options }: FlowRunInContext,
  { policy, current, proposed }: Pick<FlowRunProposal, "policy" | "current" | "proposed">,
): Promise<LockedDeploymentLimit | null> {
  if (limitId === null) return null;
  if (!asksForDeploymentLimit(policy, current?.type ?? null, proposed.type)) return null;
  return lockDeploymentLimit(context, transaction, {
    limitId,
    options: deployment_options === null ? null : JSON.parse(deployment_options),
    leaseId: current?.state_details.deployment_concurrency_lease_id ?? null,
  });
}

function deploymentOf(row: FlowRunInContext, limit: LockedDeploymentLimit | null): RunDeployment | null {
  if (row.deployment_id === null) return null;
  return row.deployment_name === null ? { isDeleted: true } : { isDeleted: false, limit };
}
