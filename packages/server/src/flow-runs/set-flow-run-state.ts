import { newId, type OrchestrationResult, type StateCreate } from "@reeve/protocol";
import { createResultArtifact } from "../artifacts/create-result-artifact.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { runNotFoundError } from "../not-found.ts";
import { type FlowRunProposal, judgeFlowRunTransition } from "../orchestration/judge-flow-run-transition.ts";
import { toOrchestrationResult } from "../orchestration/verdict.ts";
import { currentStateOf } from "../states/state-row.ts";
import { toFlowRun } from "./flow-run-row.ts";
import { lockFlowRun, updateFlowRunRow } from "./queries.ts";
import { toRowColumns, writeFlowRunState } from "./write-flow-run-state.ts";

/** What became of the proposal, and whether it made the run's history longer. */
export type SetStateOutcome = { result: OrchestrationResult; isWritten: boolean };

/** The only way a flow run changes state after it was created. */
export async function setFlowRunState(
  context: Context,
  id: string,
  proposed: StateCreate,
  policy: FlowRunProposal["policy"] = "core",
): Promise<SetStateOutcome> {
  const outcome = await context.db.write((transaction) =>
    transitionFlowRun(context, transaction, id, proposed, policy),
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
): Promise<SetStateOutcome> {
  const row = await lockFlowRun(transaction, id);
  if (!row) throw runNotFoundError("flow run", id);
  const now = context.now();
  const flowRun = toFlowRun(row, now);
  const current = currentStateOf(row);
  const verdict = judgeFlowRunTransition({ policy, flowRun, current, proposed, stateId: newId(), now });
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write) {
    const flow = { name: row.flow_name, tags: JSON.parse(row.flow_tags) as string[] };
    await updateFlowRunRow(transaction, id, { ...toRowColumns(write), updated: now });
    await writeFlowRunState(context, transaction, { flowRun, flow, previous: current }, write);
    const runs = { flow_run_id: id, task_run_id: null };
    await createResultArtifact(context, transaction, write.state, proposed, runs);
  }
  return { result: toOrchestrationResult(verdict, current), isWritten: write !== null };
}
