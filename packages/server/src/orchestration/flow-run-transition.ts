import type { FlowRun } from "@reeve/protocol";
import type { ProposingClient } from "./proposing-client.ts";
import type { Rule, Transition } from "./rule.ts";

/** What the rules and the bookkeeping need to know of a flow run: its row has all of it but the slot. */
export type FlowRunFacts = Pick<
  FlowRun,
  | "id"
  | "deployment_id"
  | "parent_task_run_id"
  | "infrastructure_pid"
  | "empirical_policy"
  | "run_count"
  | "start_time"
  | "end_time"
  | "total_run_time"
  | "expected_start_time"
  | "next_scheduled_start_time"
> & {
  /** What a rule decided about the run's slot. */
  readonly slot?: SlotChange;
};

/** What becomes of the slot that a run holds, under a lease, of the limit on its deployment's runs. */
export type SlotChange =
  | {
      readonly kind: "take" | "renew";
      readonly leaseId: string;
      /** How long it is held if nobody renews it; null until it is given back. */
      readonly leaseSeconds: number | null;
    }
  | { readonly kind: "release"; readonly leaseId: string };

/** The limit on how many runs of a deployment are under way at once, as it stands when a state is proposed. */
export type DeploymentLimit = {
  readonly limit: number;
  readonly freeSlots: number;
  /** Whether the lease that the run's current state names is still alive. */
  readonly isHeld: boolean;
  /** What happens to a run that finds no free slot. */
  readonly onCollision: "ENQUEUE" | "CANCEL_NEW";
  /** How long a slot is held without being renewed. */
  readonly leaseSeconds: number;
  /** How long a run that found no slot waits before it is offered again. */
  readonly waitSeconds: number;
  /** The id for a new lease, if one is given. */
  readonly leaseId: string;
};

/** The deployment a flow run is of. */
export type RunDeployment =
  | { readonly isDeleted: true }
  /** `limit` is null where there is none, and where the transition has nothing to do with it. */
  | { readonly isDeleted: false; readonly limit: DeploymentLimit | null };

export type FlowRunTransition = Transition<FlowRunFacts> & {
  /** Null for a run that is of none. */
  readonly deployment: RunDeployment | null;
  readonly client: ProposingClient;
};
export type FlowRunRule = Rule<FlowRunTransition>;

/** The limit that stands in a transition's way, if any. */
export const limitOf = ({ deployment }: FlowRunTransition): DeploymentLimit | null =>
  deployment === null || deployment.isDeleted ? null : deployment.limit;
