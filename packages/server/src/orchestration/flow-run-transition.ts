import type { FlowRun } from "@reeve/protocol";
import type { Rule, Transition } from "./rule.ts";

/** What the rules and the bookkeeping need to know of a flow run: its row has all of it. */
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
>;

export type FlowRunTransition = Transition<FlowRunFacts>;
export type FlowRunRule = Rule<FlowRunTransition>;
