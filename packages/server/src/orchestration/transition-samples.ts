import type { State, StateDetails, StateType, Timestamp } from "@reeve/protocol";
import type { DeploymentLimit, FlowRunFacts, FlowRunRule, FlowRunTransition } from "./flow-run-transition.ts";
import {
  type FlowRunProposal,
  type FlowRunWrite,
  judgeFlowRunTransition,
} from "./judge-flow-run-transition.ts";
import { completeProposal, type MintedState, mintState, type Proposal } from "./mint-state.ts";
import { NEWEST_CLIENT, type ProposingClient } from "./proposing-client.ts";
import { decide, type Ruling } from "./rule.ts";
import type { TaskRunFacts, TaskRunRule, TaskRunTransition } from "./task-run-transition.ts";
import type { Verdict } from "./verdict.ts";

/** The moment at which all samples happen. */
export const NOW: Timestamp = "2026-01-02T03:04:05.000006Z";
export const STATE_ID = "01a20580-bdec-7052-b5b7-5d56cfc62906";
export const DEPLOYMENT_ID = "5e01bed9-857d-4cb3-8cf8-efe45abf58da";
export const LEASE_ID = "11111111-857d-4cb3-8cf8-efe45abf58da";
export const NEW_LEASE_ID = "22222222-857d-4cb3-8cf8-efe45abf58da";
export const PARENT_ID = "00d7b6a0-5969-4d3a-bea1-cc2fbedafd50";
/** What surrounds a run that is of no deployment. */
export const ON_ITS_OWN = { deployment: null, client: NEWEST_CLIENT };
export const STORED_RESULT = { type: "reference", storage_key: "a" };

type StateOptions = { name?: string; message?: string; data?: unknown; timestamp?: Timestamp } & StateDetails;

/** A proposed state of the type, its details given beside its name, message and data. */
export function proposalOf(
  type: StateType,
  { name, message, data, timestamp, ...details }: StateOptions = {},
): Proposal {
  return completeProposal({ type, name, message, data, state_details: details }, timestamp ?? NOW);
}

/** A state of the type that a run entered a minute before now. */
export function stateOf(type: StateType, options: StateOptions = {}): MintedState {
  const timestamp = options.timestamp ?? "2026-01-02T03:03:05.000006Z";
  return mintState(
    proposalOf(type, { ...options, timestamp }),
    "01a20580-0000-7052-b5b7-5d56cfc62906",
    timestamp,
  );
}

/** A flow run that was just created, unless told otherwise. */
export function flowRunOf(facts: Partial<FlowRunFacts> = {}): FlowRunFacts {
  return {
    id: "52e1bed9-857d-4cb3-8cf8-efe45abf58da",
    deployment_id: null,
    parent_task_run_id: null,
    infrastructure_pid: null,
    empirical_policy: { retries: null, retry_delay: null, pause_keys: [], resuming: false, retry_type: null },
    ...noTimes,
    ...facts,
  };
}

/** What surrounds a task run that is in no flow run and has no limits and no cache. */
export const WITHOUT_LIMITS = {
  flowRun: null,
  tagLimits: [],
  cachedState: null,
  random: 0.5,
  longestCacheKey: 2000,
};

/** A task run that was just created, unless told otherwise. */
export function taskRunOf(facts: Partial<TaskRunFacts> = {}): TaskRunFacts {
  return {
    id: "f54bbbff-a4ba-45e1-8c12-125b46a71af4",
    flow_run_id: null,
    empirical_policy: { retries: null, retry_delay: null },
    flow_run_run_count: 0,
    ...noTimes,
    ...facts,
  };
}

/** What one rule alone makes of a transition of a flow run. */
export function askFlowRunRule(
  rule: FlowRunRule,
  transition: Pick<FlowRunTransition, "current" | "proposed"> & {
    run?: Partial<FlowRunFacts>;
    deployment?: FlowRunTransition["deployment"];
    client?: ProposingClient;
  },
): Ruling<FlowRunFacts> {
  const run = flowRunOf(transition.run);
  return decide([rule], { stateId: STATE_ID, now: NOW, ...ON_ITS_OWN, ...transition, run });
}

/** What one rule alone makes of a transition of a task run. */
export function askTaskRunRule(
  rule: TaskRunRule,
  transition: Pick<TaskRunTransition, "current" | "proposed"> & {
    run?: Partial<TaskRunFacts>;
  } & Partial<
      Pick<TaskRunTransition, "flowRun" | "tagLimits" | "cachedState" | "random" | "longestCacheKey">
    >,
): Ruling<TaskRunFacts> {
  const run = taskRunOf(transition.run);
  return decide([rule], { stateId: STATE_ID, now: NOW, ...WITHOUT_LIMITS, ...transition, run });
}

/** A deployment whose limit of one slot is free, unless told otherwise. */
export const limitedDeployment = (limit: Partial<DeploymentLimit> = {}) => ({
  isDeleted: false as const,
  limit: {
    limit: 1,
    freeSlots: 1,
    isHeld: false,
    onCollision: "ENQUEUE" as const,
    leaseSeconds: 300,
    waitSeconds: 30,
    leaseId: NEW_LEASE_ID,
    ...limit,
  },
});

/** The ruling of a rule that has nothing to object or to change. */
export function unchanged<Run>(run: Run, proposed: Proposal): Ruling<Run> {
  return { kind: "accept", permit: { proposed, run, afterwards: {} } };
}

/** A flow run with its states, oldest first, as a database would hold them. */
export type FlowRunHistory = { readonly flowRun: FlowRunFacts; readonly states: readonly State[] };

/** Proposes a state and does what the verdict says. */
export function advanceFlowRun(
  history: FlowRunHistory,
  proposal: Pick<FlowRunProposal, "proposed" | "policy" | "now"> &
    Partial<Pick<FlowRunProposal, "deployment" | "client">>,
): { verdict: Verdict<FlowRunWrite>; history: FlowRunHistory } {
  const { flowRun, states } = history;
  const current = states.at(-1) ?? null;
  const stateId = crypto.randomUUID();
  const verdict = judgeFlowRunTransition({ ...ON_ITS_OWN, ...proposal, flowRun, current, stateId });
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write === null) return { verdict, history };
  return {
    verdict,
    history: { flowRun: { ...flowRun, ...write.columns }, states: [...states, write.state] },
  };
}

const noTimes = {
  run_count: 0,
  start_time: null,
  end_time: null,
  total_run_time: 0,
  expected_start_time: null,
  next_scheduled_start_time: null,
};
