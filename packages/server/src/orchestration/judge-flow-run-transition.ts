import type { State, StateCreate, Timestamp } from "@reeve/protocol";
import { applyToFlowRun, type FlowRunColumns, timestampAfter } from "./bookkeeping.ts";
import { flowRunPolicy, forcedFlowRunPolicy } from "./flow-run-policy.ts";
import type { FlowRunFacts } from "./flow-run-transition.ts";
import { completeProposal, type MintedState } from "./mint-state.ts";
import { decide, type Permit } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

const POLICIES = { core: flowRunPolicy, minimal: forcedFlowRunPolicy };

/** Everything known when a state is proposed for a flow run. */
export type FlowRunProposal = {
  /** "minimal" for forced and for the server's own transitions, the first state of a run among them. */
  readonly policy: keyof typeof POLICIES;
  readonly flowRun: FlowRunFacts;
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
  /** The state to force on the task run that stands for this subflow in its parent's graph. */
  readonly parentTaskRun: { readonly id: string; readonly proposed: StateCreate } | null;
};

/** May this flow run change to that state, and what must be written if so? */
export function judgeFlowRunTransition(proposal: FlowRunProposal): Verdict<FlowRunWrite> {
  const { flowRun: run, current, stateId, now } = proposal;
  const proposed = completeProposal(proposal.proposed, now);
  const ruling = decide(POLICIES[proposal.policy], { run, current, proposed, stateId, now });
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
  return {
    state,
    columns: { ...applyToFlowRun(run, current, state), ...permit.afterwards },
    parentTaskRun: run.parent_task_run_id
      ? { id: run.parent_task_run_id, proposed: copyForParent(state, run.id) }
      : null,
  };
}

function copyForParent(state: MintedState, flowRunId: string): StateCreate {
  const { id: _, timestamp: __, ...proposed } = state;
  return { ...proposed, state_details: { ...proposed.state_details, child_flow_run_id: flowRunId } };
}
