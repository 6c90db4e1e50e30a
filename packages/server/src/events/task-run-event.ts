import type { ReceivedEvent, State, TaskRun } from "@reeve/protocol";
import { relatedResource, relatedTag } from "./resource-event.ts";
import { stateEvent } from "./state-event.ts";

/** What an event about a state tells of that the server gave to a task run. */
export type TaskRunStateChange = {
  taskRun: Pick<TaskRun, "id" | "name" | "flow_run_id" | "tags" | "run_count">;
  previous: State | null;
  state: State;
  received: string;
};

/**
 * The event `prefect.task-run.<state name>` of a state that the server gave to a task run: whoever waits for the run,
 * and the pages that show it, learn of it as of the states that clients report.
 */
export function taskRunStateEvent({ taskRun, ...change }: TaskRunStateChange): ReceivedEvent {
  const { flow_run_id, tags } = taskRun;
  const related = flow_run_id === null ? [] : [relatedResource("flow-run", flow_run_id)];
  return stateEvent("task-run", {
    ...change,
    run: taskRun,
    related: [...related, ...tags.map(relatedTag)],
    // Reports of clients have another word here, and are taken for what the client did.
    labels: { "prefect.orchestration": "server" },
  });
}
