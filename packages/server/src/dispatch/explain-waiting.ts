import { isTerminal, type StateType, type WaitingGate, type WhyWaiting } from "@reeve/protocol";
import type { WaitingFacts } from "./waiting-facts.ts";
import { GATES_OF_PENDING, GATES_OF_RUNNING, GATES_OF_SCHEDULED } from "./waiting-gates.ts";

/** Says why a flow run is not running, gate by gate and in one sentence. */
export function explainWaiting(facts: WaitingFacts): WhyWaiting {
  const { flowRun } = facts;
  const gates = gatesOf(facts);
  const shut = gates.filter(({ is_open }) => !is_open);
  const isRunning = flowRun.state_type === "RUNNING";
  return {
    flow_run_id: flowRun.id,
    is_waiting: isRunning ? shut.length > 0 : !isOver(flowRun.state_type),
    summary: summaryOf(facts, shut),
    gates,
  };
}

function gatesOf(facts: WaitingFacts): WaitingGate[] {
  const apply = (gates: typeof GATES_OF_SCHEDULED) => gates.flatMap((gate) => gate(facts) ?? []);
  switch (facts.flowRun.state_type) {
    case "SCHEDULED":
      return apply(GATES_OF_SCHEDULED);
    case "PENDING":
      return apply(GATES_OF_PENDING);
    case "RUNNING":
      return apply(GATES_OF_RUNNING);
    default:
      return [stateGate(facts)];
  }
}

function stateGate({ flowRun: { state_type, state_name, state } }: WaitingFacts): WaitingGate {
  const reason = isOver(state_type)
    ? `It has ended: ${state_name}.`
    : state_type === "PAUSED"
      ? "It is paused until somebody resumes it."
      : state_type === "CANCELLING"
        ? "It is being cancelled."
        : "It has no state yet.";
  const opens_at = state_type === "PAUSED" ? (state?.state_details.pause_timeout ?? null) : null;
  return { gate: "state", is_open: false, reason, holders: [], opens_at };
}

function summaryOf({ flowRun, queue }: WaitingFacts, shut: readonly WaitingGate[]): string {
  const [first, ...others] = shut;
  if (first) {
    if (others.length === 0) return first.reason;
    return `${first.reason} ${others.length} more ${others.length === 1 ? "thing keeps" : "things keep"} it too.`;
  }
  if (flowRun.state_type === "RUNNING") return "It is running.";
  return queue
    ? "Nothing keeps it: a worker takes it on when it next asks for runs."
    : "Nothing keeps it: the process that serves its deployment takes it on when it next asks for runs.";
}

const isOver = (type: StateType | null): boolean => type !== null && isTerminal(type);
