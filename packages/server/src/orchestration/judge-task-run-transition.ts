import type { State, StateCreate, StateType, Timestamp } from "@reeve/protocol";
import { applyToTaskRun, type TaskRunColumns, timestampAfter } from "./bookkeeping.ts";
import { completeProposal, type MintedState } from "./mint-state.ts";
import { type Asked, decide, isAskedFor, type Permit } from "./rule.ts";
import { backgroundTaskRunPolicy, forcedTaskRunPolicy, taskRunPolicy } from "./task-run-policy.ts";
import type { ParentFlowRun, TagLimit, TaskRunFacts } from "./task-run-transition.ts";
import type { Verdict } from "./verdict.ts";

/** Everything known when a state is proposed for a task run. */
export type TaskRunProposal = {
  /** "minimal" for forced and for the server's own transitions, the first state of a run among them. */
  readonly policy: "core" | "minimal";
  readonly taskRun: TaskRunFacts;
  /** The flow run it belongs to; null when it belongs to none. */
  readonly flowRun: ParentFlowRun | null;
  /** The limits on its tags, where `taskRunAsksFor` them. */
  readonly tagLimits: readonly TagLimit[];
  /** What is stored under the proposed cache key, where `taskRunAsksFor` it. */
  readonly cachedState: State | null;
  readonly current: State | null;
  readonly proposed: StateCreate;
  /** The id for the new state. */
  readonly stateId: string;
  readonly now: Timestamp;
  /** A number in [0, 1) that spreads retries out. */
  readonly random: number;
  /** How many bytes a cache key may take. */
  readonly longestCacheKey: number;
};

/** What a changed state makes the caller store, in one transaction. */
export type TaskRunWrite = {
  readonly state: MintedState;
  /** New values for columns of the task run's row. */
  readonly columns: TaskRunColumns;
  /** What becomes of the slots that the run holds of the limits on its tags. */
  readonly tagSlots: "take" | "release" | null;
  /** The key under which others are to find the state, and until when. */
  readonly cache: TaskRunFacts["cache"] | null;
};

/** Whether a rule has to know that before it can judge the proposal. */
export const taskRunAsksFor = (
  asked: Asked,
  proposal: Pick<TaskRunProposal, "policy" | "current" | "proposed">,
): boolean => isAskedFor(asked, policyFor(proposal), proposal.current?.type ?? null, proposal.proposed.type);

/** May this task run change to that state, and what must be written if so? */
export function judgeTaskRunTransition(proposal: TaskRunProposal): Verdict<TaskRunWrite> {
  const { taskRun: run, now, policy: _, ...facts } = proposal;
  const transition = { ...facts, run, now, proposed: completeProposal(proposal.proposed, now) };
  const ruling = decide(policyFor(proposal), transition);
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

function policyFor({ policy, proposed }: Pick<TaskRunProposal, "policy" | "proposed">) {
  if (policy === "minimal") return forcedTaskRunPolicy;
  return proposed.state_details?.deferred ? backgroundTaskRunPolicy : taskRunPolicy;
}

function writeOf(permit: Permit<TaskRunFacts>, { current, stateId, now }: TaskRunProposal): TaskRunWrite {
  const { run, proposed } = permit;
  const ids = { flow_run_id: run.flow_run_id, task_run_id: run.id };
  const state: MintedState = {
    ...proposed,
    id: stateId,
    timestamp: timestampAfter(current, now),
    state_details: { ...proposed.state_details, ...ids },
  };
  return {
    state,
    columns: { ...applyToTaskRun(run, current, state), ...permit.afterwards },
    tagSlots: run.tagSlots ?? (runs(current?.type) && !runs(state.type) ? "release" : null),
    cache: run.cache ?? null,
  };
}

/** A task run that is being cancelled holds the slots of its tags until it is. */
const runs = (type: StateType | undefined): boolean => type === "RUNNING" || type === "CANCELLING";
