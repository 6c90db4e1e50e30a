import type { State, TaskRun, Timestamp } from "@reeve/protocol";
import type { Rule, Transition } from "./rule.ts";

/** What the rules and the bookkeeping need to know of a task run: its row has all of it but what rules decided. */
export type TaskRunFacts = Pick<
  TaskRun,
  | "id"
  | "flow_run_id"
  | "empirical_policy"
  | "run_count"
  | "flow_run_run_count"
  | "start_time"
  | "end_time"
  | "total_run_time"
  | "expected_start_time"
  | "next_scheduled_start_time"
> & {
  /** What becomes of the slots that the run holds of the limits on its tags. */
  readonly tagSlots?: "take" | "release";
  /** The key under which others find the state in which the run completes, and until when. */
  readonly cache?: { readonly key: string; readonly expiration: Timestamp | null };
};

/** The flow run that a task run belongs to. */
export type ParentFlowRun = { readonly state: State | null; readonly run_count: number };

/** A limit that is switched on for one of a task run's tags, as it stands when a state is proposed. */
export type TagLimit = {
  readonly name: string;
  readonly limit: number;
  readonly freeSlots: number;
  /** Whether the run holds a slot of it already. */
  readonly isHeld: boolean;
  /** When it is worth asking again. */
  readonly retryAfterSeconds: number;
};

export type TaskRunTransition = Transition<TaskRunFacts> & {
  /** Null for a task run outside any flow run. */
  readonly flowRun: ParentFlowRun | null;
  readonly tagLimits: readonly TagLimit[];
  /** The newest state that is stored under the proposal's cache key and has not expired. */
  readonly cachedState: State | null;
  /** A number in [0, 1) that spreads retries out. */
  readonly random: number;
  /** How many bytes a cache key may take. */
  readonly longestCacheKey: number;
};
export type TaskRunRule = Rule<TaskRunTransition>;
