import {
  type FlowRun,
  newId,
  type ReceivedEvent,
  type Resource,
  type State,
  secondsBetween,
} from "@reeve/protocol";
import { relatedResource, relatedTag, truncateMessage } from "./resource-event.ts";

/**
 * Changes for which the wire has no event, but which pages must learn of. Their resources have names of our own,
 * so that clients that watch a run do not take them for changes of its state.
 */
export const FLOW_RUN_UPDATED = "reeve.flow-run.updated";
export const FLOW_RUN_DELETED = "reeve.flow-run.deleted";
export const OWN_FLOW_RUN_PREFIX = "reeve.flow-run.";

/** Beyond this an event no longer says what it follows: readers would wait in vain for the earlier one. */
const FOLLOWS_WITHIN_SECONDS = 300;

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
export function flowRunStateEvent({
  flowRun,
  surroundings,
  previous,
  state,
  received,
}: FlowRunStateChange): ReceivedEvent {
  return {
    id: state.id,
    occurred: state.timestamp,
    event: `prefect.flow-run.${state.name}`,
    resource: {
      "prefect.resource.id": `prefect.flow-run.${flowRun.id}`,
      "prefect.resource.name": flowRun.name,
      "prefect.run-count": String(flowRun.run_count),
      "prefect.state-message": messageOf(state),
      "prefect.state-name": state.name ?? "",
      "prefect.state-timestamp": state.timestamp.replace("Z", "+00:00"),
      "prefect.state-type": state.type,
    },
    related: relatedResources(flowRun, surroundings),
    payload: {
      intended: { from: previous?.type ?? null, to: state.type },
      initial_state: previous && summaryOf(previous),
      validated_state: {
        ...summaryOf(state),
        ...(state.type === "PAUSED" && {
          pause_reschedule: String(state.state_details.pause_reschedule ?? false),
        }),
      },
    },
    follows: isRecent(previous, state) ? previous.id : null,
    received,
  };
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

const messageOf = (state: State): string => truncateMessage(state.message ?? "");

const summaryOf = (state: State) => ({
  type: state.type,
  name: state.name,
  ...(state.message !== null && { message: messageOf(state) }),
});

const isRecent = (previous: State | null, state: State): previous is State =>
  previous !== null && secondsBetween(previous.timestamp, state.timestamp) <= FOLLOWS_WITHIN_SECONDS;
