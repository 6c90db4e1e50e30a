import type { RunGraph } from "@reeve/protocol";
import { type ProgramHome, runPython } from "./run-program.ts";

export type State = { type: string; name: string; message: string | null };

export type FlowRun = {
  id: string;
  name: string;
  flow: string;
  parameters: Record<string, unknown>;
  parent_task_run_id: string | null;
  state: State;
  states: State[];
  logs: { message: string; level: number; task_run_id: string | null }[];
  graph: RunGraph;
};

export type TaskRun = {
  id: string;
  name: string;
  flow_run_id: string;
  run_count: number;
  state: State;
  child_flow_run_id: string | null;
  states: State[];
};

/** All runs of a server, as Prefect's own client reads them. */
export class Runs {
  readonly flowRuns: readonly FlowRun[];
  readonly taskRuns: readonly TaskRun[];

  constructor(flowRuns: readonly FlowRun[], taskRuns: readonly TaskRun[]) {
    this.flowRuns = flowRuns;
    this.taskRuns = taskRuns;
  }

  /** The only run of a flow that satisfies the condition. */
  flowRun(flow: string, isWanted: (flowRun: FlowRun) => boolean = () => true): FlowRun {
    const found = this.flowRuns.filter((flowRun) => flowRun.flow === flow && isWanted(flowRun));
    if (found.length !== 1 || !found[0])
      throw new Error(`The flow ${flow} has ${found.length} such runs, not one.`);
    return found[0];
  }

  /** The runs that a flow run called directly: of tasks, and the stand-ins of subflows. */
  taskRunsOf(flowRun: FlowRun): TaskRun[] {
    return this.taskRuns.filter(({ flow_run_id }) => flow_run_id === flowRun.id);
  }
}

/** Reads all runs of a server through the Python client. */
export async function readRuns(home: ProgramHome): Promise<Runs> {
  const { code, stdout, stderr } = await runPython("e2e/programs/read_runs.py", [], home).ended;
  if (code !== 0) throw new Error(`The Python client could not read the runs:\n${stderr}`);
  const { flow_runs, task_runs } = JSON.parse(stdout);
  return new Runs(flow_runs, task_runs);
}
