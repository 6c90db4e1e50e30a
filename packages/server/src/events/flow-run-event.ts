import { type FlowRun, newId, type ReceivedEvent, type Resource, type State } from "@reeve/protocol";
import { relatedResource, relatedTag } from "./resource-event.ts";
import { stateEvent } from "./state-event.ts";

/**
 * Changes for which the wire has no event, but which pages must learn of. Their resources have names of our own,
 * so that clients that watch a run do not take them for changes of its state.
 */
export const FLOW_RUN_UPDATED = "reeve.flow-run.updated";
export const FLOW_RUN_DELETED = "reeve.flow-run.deleted";
export const OWN_FLOW_RUN_PREFIX = "reeve.flow-run.";

/** The resources around a flow run, as its events name them; those that are gone are null. */
export type FlowRunSurroundings = {
  flow: { name: string; tags: readonly string[] };
  deployment: { name: string; tags: readonly string[] } | null;
  workQueue: { id: string; name: string } | null;
  workPool: { id: string; name: string; type: string } | null;
  parentTaskRun: { name: string; tags: readonly string[] } | null;
};

/** What an event about a flow run's state tells of. */
export type FlowRunStateChange = {
  flowRun: Pick<
    FlowRun,
    "id" | "name" | "flow_id" | "tags" | "run_count" | "parent_task_run_id" | "deployment_id" | "created_by"
  >;
  surroundings: FlowRunSurroundings;
  previous: State | null;
  state: State;
  received: string;
};

/** The event `prefect.flow-run.<state name>`; its id is the state's, so that it is stored once. */
export function flowRunStateEvent({ flowRun, surroundings, ...change }: FlowRunStateChange): ReceivedEvent {
  const { state } = change;
  return stateEvent("flow-run", {
    ...change,
    run: flowRun,
    related: relatedResources(flowRun, surroundings),
    ...(state.type === "PAUSED" && {
      details: { pause_reschedule: String(state.state_details.pause_reschedule ?? false) },
    }),
  });
}

/** The event that something of a flow run other than its state changed. */
export const flowRunUpdatedEvent = (flowRunId: string, now: string): ReceivedEvent =>
  ownEvent(FLOW_RUN_UPDATED, OWN_FLOW_RUN_PREFIX + flowRunId, now);

/** The event that a flow run is gone. */
export const flowRunDeletedEvent = (flowRunId: string, now: string): ReceivedEvent =>
  ownEvent(FLOW_RUN_DELETED, OWN_FLOW_RUN_PREFIX + flowRunId, now);

const ownEvent = (event: string, resourceId: string, now: string): ReceivedEvent => ({
  id: newId(),
  occurred: now,
  event,
  resource: { "prefect.resource.id": resourceId },
  related: [],
  payload: {},
  follows: null,
  received: now,
});

function relatedResources(
  { flow_id, deployment_id, parent_task_run_id, tags, created_by }: FlowRunStateChange["flowRun"],
  { flow, deployment, workQueue, workPool, parentTaskRun }: FlowRunSurroundings,
): Resource[] {
  const related = [relatedResource("flow", flow_id, flow.name)];
  if (deployment_id) related.push(relatedResource("deployment", deployment_id, deployment?.name));
  if (workQueue) related.push(relatedResource("work-queue", workQueue.id, workQueue.name));
  if (workPool) {
    const labels = { "prefect.work-pool.type": workPool.type };
    related.push(relatedResource("work-pool", workPool.id, workPool.name, { labels }));
  }
  if (parent_task_run_id) related.push(relatedResource("task-run", parent_task_run_id, parentTaskRun?.name));
  if (created_by?.type === "AUTOMATION" && created_by.id) {
    const name = created_by.display_value;
    related.push(relatedResource("automation", created_by.id, name, { role: "creator" }));
  }
  const everyTag = [tags, flow.tags, deployment?.tags ?? [], parentTaskRun?.tags ?? []].flat();
  return [...related, ...[...new Set(everyTag)].sort().map(relatedTag)];
}
