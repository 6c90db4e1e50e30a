import type { FlowRun, StateCreate } from "@reeve/protocol";
import { newId } from "@reeve/protocol/ids";
import { defaultStateName } from "@reeve/protocol/state-types";
import { addSeconds, currentTimestamp } from "@reeve/protocol/timestamp";
import { toMilliseconds } from "../duration.ts";
import { type FlowDefinition, type FlowOptions, flowKey } from "../flow-definition.ts";
import { parametersAsJson } from "../parameters.ts";
import { proposeState, type Verdict } from "./propose-state.ts";
import type { Scope } from "./scope.ts";
import type { ServerLink } from "./server-link.ts";
import { findSources } from "./task-inputs.ts";

/** A flow run as it is kept: by the server, or in this process when there is none. */
export type FlowRunRecord = {
  readonly id: string;
  readonly name: string;
  readonly flowId: string | undefined;
  /** The task run that stands for it in the flow that called it. */
  readonly parentTaskRunId: string | undefined;
  /** How many times its function was started before this process took it. */
  readonly earlierTries: number;
  propose(state: StateCreate, signal: AbortSignal): Promise<Verdict>;
};

/** The flow run that somebody else created, such as a schedule, and the parameters it was created with. */
export type AdoptedFlowRun = { record: FlowRunRecord; parameters: Record<string, unknown> };

export type NewFlowRun = {
  definition: FlowDefinition;
  name: string | undefined;
  /** As they were given: with futures where those were, and with their results in place of them. */
  given: unknown;
  parameters: unknown;
};

/** Takes over a flow run that the server has, and tells the server how often it is to be tried. */
export async function adoptServerFlowRun(
  link: ServerLink,
  { options }: FlowDefinition,
  flowRunId: string,
): Promise<AdoptedFlowRun> {
  await link.reach();
  const params = { id: flowRunId };
  const flowRun = await link.client.getFlowRun({ params });
  const empirical_policy = { ...flowRun.empirical_policy, ...retryPolicy(options) };
  await link.client.updateFlowRun({
    params,
    body: { flow_version: options.version ?? flowRun.flow_version, empirical_policy },
  });
  return {
    record: {
      id: flowRun.id,
      name: flowRun.name,
      flowId: flowRun.flow_id,
      parentTaskRunId: flowRun.parent_task_run_id ?? undefined,
      earlierTries: flowRun.run_count,
      propose: (state, signal) => proposeState(link.client, flowRunId, state, signal),
    },
    parameters: flowRun.parameters,
  };
}

const retryPolicy = ({ retries = 0, retryDelay = 0 }: FlowOptions) => ({
  retries,
  retry_delay: Math.round(toMilliseconds(retryDelay) / 1000),
});

/** Creates the flow run on the server, with its stand-in in the flow it was called in. */
export async function createServerFlowRun(
  link: ServerLink,
  run: NewFlowRun,
  parent: Scope | undefined,
): Promise<FlowRunRecord> {
  const { id, name, flow_id, parent_task_run_id } = await storeFlowRun(link, run, parent);
  return {
    id,
    name,
    flowId: flow_id,
    parentTaskRunId: parent_task_run_id ?? undefined,
    earlierTries: 0,
    propose: (state, signal) => proposeState(link.client, id, state, signal),
  };
}

/** The flow run as the server answers it when it is created, with its stand-in in the flow it was called in. */
export async function storeFlowRun(
  link: ServerLink,
  run: NewFlowRun,
  parent: Scope | undefined,
): Promise<FlowRun> {
  const { name: flowName, options } = run.definition;
  const { tags = [] } = options;
  await link.reach();
  const [flowId, parentTaskRunId] = await Promise.all([
    link.flowId(flowName, tags),
    parent?.flow ? createStandIn(link, run, parent) : undefined,
  ]);
  return link.client
    .createFlowRun({
      body: {
        flow_id: flowId,
        ...(run.name === undefined ? {} : { name: run.name }),
        parameters: parametersAsJson(run.parameters),
        state: { type: "PENDING" },
        tags: [...tags],
        flow_version: options.version ?? null,
        parent_task_run_id: parentTaskRunId ?? null,
        empirical_policy: retryPolicy(options),
      },
    })
    .catch((error: unknown) => {
      link.forgetFlow(flowName);
      throw error;
    });
}

/** Keeps the flow run in this process, deciding on retries as the server would. */
export function createLocalFlowRun({ definition, name }: NewFlowRun): FlowRunRecord {
  const { retries = 0, retryDelay = 0 } = definition.options;
  const id = newId();
  let runCount = 0;
  return {
    id,
    name: name ?? `${definition.name}-${id.slice(-6)}`,
    flowId: undefined,
    parentTaskRunId: undefined,
    earlierTries: 0,
    async propose({ type, name, message = null }) {
      if (type === "RUNNING") runCount += 1;
      if (type === "FAILED" && runCount > 0 && runCount <= retries) {
        const scheduled_time = addSeconds(currentTimestamp(), toMilliseconds(retryDelay) / 1000);
        const state = {
          type: "SCHEDULED",
          name: "AwaitingRetry",
          message,
          state_details: { scheduled_time },
          data: null,
        } as const;
        return { accepted: false, state };
      }
      return {
        accepted: true,
        state: { type, name: name ?? defaultStateName(type), message, state_details: {}, data: null },
      };
    },
  };
}

async function createStandIn(link: ServerLink, run: NewFlowRun, parent: Scope): Promise<string> {
  const { name } = run.definition;
  const id = newId();
  const inputs = Object.entries(run.given ?? {}).map(([key, value]) => [key, findSources(value)]);
  const answer = await link.client.createTaskRun({
    body: {
      id,
      name: `${name}-${id.slice(-3)}`,
      flow_run_id: parent.flow?.id ?? null,
      task_key: flowKey(run.definition),
      dynamic_key: id,
      state: { type: "PENDING" },
      task_inputs: {
        ...Object.fromEntries(inputs),
        ...(parent.taskRun ? { __parents__: [{ input_type: "task_run", id: parent.taskRun.id }] } : {}),
      },
    },
  });
  return answer.id;
}
