import type { FlowRunSurroundings } from "../events/flow-run-event.ts";
import type { FlowRunInContext } from "./queries.ts";

/** What surrounds a flow run, as its events name it. */
export function toSurroundings(row: FlowRunInContext): FlowRunSurroundings {
  const { deployment_name, work_queue_id, queue_name, pool_id, pool_name, pool_type, parent_name } = row;
  return {
    flow: { name: row.flow_name, tags: toTags(row.flow_tags) },
    deployment:
      deployment_name === null ? null : { name: deployment_name, tags: toTags(row.deployment_tags) },
    workQueue: work_queue_id === null || queue_name === null ? null : { id: work_queue_id, name: queue_name },
    workPool:
      pool_id === null || pool_name === null || pool_type === null
        ? null
        : { id: pool_id, name: pool_name, type: pool_type },
    parentTaskRun: parent_name === null ? null : { name: parent_name, tags: toTags(row.parent_tags) },
  };
}

const toTags = (json: string | null): string[] => (json === null ? [] : JSON.parse(json));
