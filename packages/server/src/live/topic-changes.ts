import type { LiveChange, LiveTopic, ReceivedEvent } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { OWN_FLOW_RUN_PREFIX } from "../events/flow-run-event.ts";
import { getFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { followLogs } from "../logs/list-logs.ts";
import type { LogPlace } from "../logs/log-place.ts";
import { getGraphNodes } from "../run-graph/get-run-graph.ts";
import { countTaskRunsOfFlowRuns } from "../task-runs/count-task-runs.ts";
import { isUuid } from "../uuid.ts";

const RUN_PREFIX = "run:";
const KIND_PREFIX = "kind:";
const KIND = /^kind:[a-z-]{1,40}$/;
const FLOW_RUN = "prefect.flow-run.";
const TASK_RUN = "prefect.task-run.";

// Its runs are gone with it, without an event each.
const FLOW_DELETED = "prefect.flow.deleted";

const MOST_LOGS = 500;

/** True for the topics this server has. */
export const isTopic = (topic: unknown): topic is LiveTopic =>
  topic === "runs" ||
  topic === "progress" ||
  topic === "events" ||
  topic === "slots" ||
  topic === "polls" ||
  (typeof topic === "string" &&
    (KIND.test(topic) || (topic.startsWith(RUN_PREFIX) && isUuid(topic.slice(RUN_PREFIX.length)))));

/** The flow run a topic is about; undefined for all others. */
export const flowRunOf = (topic: LiveTopic): string | undefined =>
  topic.startsWith(RUN_PREFIX) ? topic.slice(RUN_PREFIX.length).toLowerCase() : undefined;

/** What the events changed on a topic, each row once and as it now stands, or that it is gone. */
export async function changesOf(
  context: Context,
  topic: LiveTopic,
  events: readonly ReceivedEvent[],
): Promise<LiveChange[]> {
  if (topic === "events" || topic.startsWith(KIND_PREFIX)) return [];
  if (topic === "progress") return await countsOf(context, events);
  const flowRunId = flowRunOf(topic);
  const changed = changedIds(events, flowRunId);
  const [flowRuns, nodes] = await Promise.all([
    getFlowRuns(context, [...changed.flowRuns]),
    flowRunId ? getGraphNodes(context, flowRunId, [...changed.taskRuns]) : [],
  ]);
  const gone = changed.flowRuns.difference(new Set(flowRuns.map(({ id }) => id)));
  return [
    ...flowRuns.map((flowRun) => ({ kind: "flow-run", flowRun }) as const),
    ...nodes.map((node) => ({ kind: "node", node }) as const),
    ...[...gone].map((id) => ({ kind: "flow-run-deleted", id }) as const),
  ];
}

/** How many task runs those flow runs have whose task runs changed. */
async function countsOf(context: Context, events: readonly ReceivedEvent[]): Promise<LiveChange[]> {
  const ids = new Set<string>();
  for (const { resource, related } of events) {
    if (!resource["prefect.resource.id"]?.startsWith(TASK_RUN)) continue;
    for (const one of related) {
      const id = flowRunIdOf(one["prefect.resource.id"] ?? "");
      if (id !== undefined) ids.add(id);
    }
  }
  const counts = await countTaskRunsOfFlowRuns(context, [...ids]);
  return [...counts].map(([flowRunId, counts]) => ({ kind: "task-run-counts", flowRunId, counts }));
}

/** True when so much of the topic may have changed that a page does better to read it anew. */
export function outdates(topic: LiveTopic, events: readonly ReceivedEvent[]): boolean {
  if (topic === "events") return events.length > 0;
  if (topic === "runs") return events.some(({ event }) => event === FLOW_DELETED);
  if (!topic.startsWith(KIND_PREFIX)) return false;
  const prefix = `prefect.${topic.slice(KIND_PREFIX.length)}.`;
  return events.some(({ resource }) => resource["prefect.resource.id"]?.startsWith(prefix));
}

/** A run's log lines behind a place, and the place to go on from. */
export async function newLogs(
  context: Context,
  flowRunId: string,
  after: LogPlace,
): Promise<{ changes: LiveChange[]; place: LogPlace; isMore: boolean }> {
  const followed = await followLogs(context, after, MOST_LOGS);
  const logs = followed.logs.filter((log) => log.flow_run_id === flowRunId);
  const changes: LiveChange[] = logs.length > 0 ? [{ kind: "logs", logs }] : [];
  return { changes, place: followed.place, isMore: followed.logs.length === MOST_LOGS };
}

function changedIds(events: readonly ReceivedEvent[], only: string | undefined) {
  const flowRuns = new Set<string>();
  const taskRuns = new Set<string>();
  for (const { event, resource, related } of events) {
    const id = resource["prefect.resource.id"] ?? "";
    const flowRunId = flowRunIdOf(id);
    if (flowRunId !== undefined) {
      if (only === undefined || flowRunId === only) flowRuns.add(flowRunId);
      // A subflow's change shows on the task run that stands for it in its parent.
      for (const resource of related) addTaskRun(taskRuns, resource["prefect.resource.id"]);
    } else if (only !== undefined && event === FLOW_DELETED) {
      flowRuns.add(only);
    } else if (only !== undefined && related.some((one) => one["prefect.resource.id"] === FLOW_RUN + only)) {
      addTaskRun(taskRuns, id);
    }
  }
  return { flowRuns, taskRuns };
}

function flowRunIdOf(resourceId: string): string | undefined {
  const prefix = [FLOW_RUN, OWN_FLOW_RUN_PREFIX].find((prefix) => resourceId.startsWith(prefix));
  const id = prefix && resourceId.slice(prefix.length);
  return id && isUuid(id) ? id : undefined;
}

function addTaskRun(taskRuns: Set<string>, resourceId: string | undefined): void {
  if (!resourceId?.startsWith(TASK_RUN)) return;
  const id = resourceId.slice(TASK_RUN.length);
  if (isUuid(id)) taskRuns.add(id);
}
