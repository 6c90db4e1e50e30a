import type { ConcurrencyLimit, FlowRun, TaskRun } from "@reeve/protocol";
import { api } from "../api/client.ts";
import { limitKind } from "./limit-kind.ts";

/** A run that holds a slot of a limit, or waits for one. */
export type LimitUser = {
  id: string;
  name: string;
  /** The flow run it is, or belongs to; null for a task run in the background. */
  flowRunId: string | null;
  isTaskRun: boolean;
  stateType: FlowRun["state_type"];
  stateName: string | null;
  since: string | null;
};

export type LimitData = {
  limit: ConcurrencyLimit;
  /** Undefined of a limit that programs take slots of by themselves: who does is not known. */
  use: { holders: LimitUser[]; waiters: LimitUser[] } | undefined;
};

const MOST_USERS = 200;

/** A limit, and of tags and deployments the runs that hold its slots and those that wait for one. */
export async function readLimit(id: string, signal: AbortSignal): Promise<LimitData> {
  const limit = await api.getConcurrencyLimit({ params: { id_or_name: id } }, { signal });
  const { kind, label } = limitKind(limit.name);
  if (kind === "tag") return { limit, use: await readTagUse(label, signal) };
  if (kind !== "deployment") return { limit, use: undefined };
  return { limit, use: await readDeploymentUse(limit.name.replace(/^deployment:/, ""), signal) };
}

async function readTagUse(tag: string, signal: AbortSignal) {
  const { active_slots: held } = await api.getTagLimitByTag({ params: { tag } }, { signal });
  const [holders, pending] = await Promise.all([
    held.length === 0
      ? []
      : api.listTaskRuns({ body: { task_runs: { id: { any_: held } }, limit: MOST_USERS } }, { signal }),
    // A task run that finds no slot stays pending, and asks again.
    api.listTaskRuns(
      {
        body: {
          task_runs: { tags: { all_: [tag] }, state: { type: { any_: ["PENDING"] } } },
          limit: MOST_USERS,
        },
      },
      { signal },
    ),
  ]);
  const waiters = pending.filter(({ id }) => !held.includes(id));
  return { holders: holders.map(ofTaskRun), waiters: waiters.map(ofTaskRun) };
}

async function readDeploymentUse(deploymentId: string, signal: AbortSignal) {
  const deployments = { id: { any_: [deploymentId] } };
  const list = (
    state: { type: { any_: NonNullable<FlowRun["state_type"]>[] } } | { name: { any_: string[] } },
  ) => api.listFlowRuns({ body: { deployments, flow_runs: { state }, limit: MOST_USERS } }, { signal });
  const [holders, waiters] = await Promise.all([
    list({ type: { any_: ["PENDING", "RUNNING", "CANCELLING"] } }),
    list({ name: { any_: ["AwaitingConcurrencySlot"] } }),
  ]);
  return { holders: holders.map(ofFlowRun), waiters: waiters.map(ofFlowRun) };
}

/** Takes the slot of a tag's limit from a task run, which goes on without it. */
export async function freeTagSlot(limit: ConcurrencyLimit, user: LimitUser): Promise<void> {
  const names = [limitKind(limit.name).label];
  await api.releaseTagSlots({ body: { names, task_run_id: user.id } });
}

const ofTaskRun = (run: TaskRun): LimitUser => ({
  id: run.id,
  name: run.name,
  flowRunId: run.flow_run_id,
  isTaskRun: true,
  stateType: run.state_type,
  stateName: run.state_name,
  since: run.start_time,
});

const ofFlowRun = (run: FlowRun): LimitUser => ({
  id: run.id,
  name: run.name,
  flowRunId: run.id,
  isTaskRun: false,
  stateType: run.state_type,
  stateName: run.state_name,
  since: run.start_time ?? run.expected_start_time,
});
