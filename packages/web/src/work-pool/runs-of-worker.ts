import type { FlowRun, Worker } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";

/** The worker of that name, or of that id, which is what some clients print. */
export const findWorker = (workers: readonly Worker[], given: string): Worker | undefined =>
  workers.find(({ name }) => name === given) ?? workers.find(({ id }) => id === given);

/** Those of the runs that a worker took on, which it writes into their labels: what it holds, and what has ended. */
export function runsOfWorker(runs: readonly FlowRun[], name: string): { held: FlowRun[]; past: FlowRun[] } {
  const own = runs.filter(({ labels }) => labels["prefect.worker.name"] === name);
  const hasEnded = ({ state_type: type }: FlowRun) => type !== null && isTerminal(type);
  return { held: own.filter((run) => !hasEnded(run)), past: own.filter(hasEnded) };
}
