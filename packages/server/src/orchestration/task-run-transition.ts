import type { State, TaskRun } from "@reeve/protocol";
import type { Rule, Transition } from "./rule.ts";

/** What the rules and the bookkeeping need to know of a task run: its row has all of it. */
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
>;

/** The flow run that a task run belongs to. */
export type ParentFlowRun = { readonly state: State | null; readonly run_count: number };

export type TaskRunTransition = Transition<TaskRunFacts> & {
  /** Null for a task run outside any flow run. */
  readonly flowRun: ParentFlowRun | null;
  /** A number in [0, 1) that spreads retries out. */
  readonly random: number;
};
export type TaskRunRule = Rule<TaskRunTransition>;
