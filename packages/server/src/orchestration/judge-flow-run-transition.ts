import type { State, StateCreate, StateType, Timestamp } from "@reeve/protocol";
import { applyToFlowRun, type FlowRunColumns, timestampAfter } from "./bookkeeping.ts";
import { flowRunPolicy, forcedFlowRunPolicy, lateFlowRunPolicy } from "./flow-run-policy.ts";
import type { FlowRunFacts, RunDeployment, SlotChange } from "./flow-run-transition.ts";
import { completeProposal, type MintedState } from "./mint-state.ts";
import type { ProposingClient } from "./proposing-client.ts";
import { decide, isAskedFor, type Permit } from "./rule.ts";
import { slotChange } from "./slot-change.ts";
import type { Verdict } from "./verdict.ts";

const POLICIES = { core: flowRunPolicy, minimal: forcedFlowRunPolicy, late: lateFlowRunPolicy };

/** Everything known when a state is proposed for a flow run. */
export type FlowRunProposal = {
  /**
   * "minimal" for forced and for the server's own transitions, the first state of a run among them; "late" when the
   * server says that a run is late.
   */
  readonly policy: keyof typeof POLICIES;
  readonly flowRun: FlowRunFacts;
  /** Null for a run that is of none; its limit is needed only where `asksForDeploymentLimit`. */
  readonly deployment: RunDeployment | null;
  readonly client: ProposingClient;
  readonly current: State | null;
  readonly proposed: StateCreate;
  /** The id for the new state. */
  readonly stateId: string;
  readonly now: Timestamp;
};

/** What a changed state makes the caller store, in one transaction. */
export type FlowRunWrite = {
  readonly state: MintedState;
  /** New values for columns of the flow run's row. */
  readonly columns: FlowRunColumns;
  /** What becomes of the slot that the run holds of its deployment's limit. */
  readonly slot: SlotChange | null;
  /** The state to force on the task run that stands for this subflow in its parent's graph. */
  readonly parentTaskRun: { readonly id: string; readonly proposed: StateCreate } | null;
  /** When the failed task runs are to be tried again, for a client that leaves that to the server. */
  readonly tasksRetriedAt: Timestamp | null;
};

/** Whether a rule has to know how much room the deployment's limit leaves. */
export const asksForDeploymentLimit = (
  policy: FlowRunProposal["policy"],
  from: StateType | null,
  to: StateType,
): boolean => isAskedFor("deployment-limit", POLICIES[policy], from, to);

/** May this flow run change to that state, and what must be written if so? */
export function judgeFlowRunTransition(proposal: FlowRunProposal): Verdict<FlowRunWrite> {
  const { flowRun: run, deployment, client, current, stateId, now } = proposal;
  const proposed = completeProposal(proposal.proposed, now);
  const transition = { run, deployment, client, current, proposed, stateId, now };
  const ruling = decide(POLICIES[proposal.policy], transition);
  switch (ruling.kind) {
    case "accept":
      return { kind: "accept", write: writeOf(ruling.permit, proposal) };
    case "reject":
      return {
        kind: "reject",
        reason: ruling.reason,
        write: ruling.permit && writeOf(ruling.permit, proposal),
      };
    default:
      return ruling;
  }
}

function writeOf(permit: Permit<FlowRunFacts>, proposal: FlowRunProposal): FlowRunWrite {
  const { current, stateId, now } = proposal;
  const { run, proposed } = permit;
  const state: MintedState = {
    ...proposed,
    id: stateId,
    timestamp: timestampAfter(current, now),
    state_details: {
      ...proposed.state_details,
      flow_run_id: run.id,
      task_run_id: run.parent_task_run_id ?? proposed.state_details.task_run_id,
      // A replacement too: the proposal that led to it, sent again, must not be judged as a new one.
      transition_id: proposal.proposed.state_details?.transition_id ?? null,
    },
  };
  const columns = { ...applyToFlowRun(run, current, state, proposal.client), ...permit.afterwards };
  const policies = { before: proposal.flowRun.empirical_policy, after: columns.empirical_policy };
  return {
    state,
    columns,
    slot: slotChange(run.slot, current, policies, state),
    parentTaskRun: run.parent_task_run_id
      ? { id: run.parent_task_run_id, proposed: copyForParent(state, run.id) }
      : null,
    tasksRetriedAt:
      proposal.client.needsTasksRetried && proposal.proposed.type === "FAILED" && state.type === "SCHEDULED"
        ? (state.state_details.scheduled_time ?? null)
        : null,
  };
}

function copyForParent(state: MintedState, flowRunId: string): StateCreate {
  const { id: _, timestamp: __, ...proposed } = state;
  return { ...proposed, state_details: { ...proposed.state_details, child_flow_run_id: flowRunId } };
}
