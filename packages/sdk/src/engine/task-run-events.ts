import type { Event, Resource, StateDetails, StateType, TaskInput, TaskRunPolicy } from "@reeve/protocol";
import type { Timestamp } from "@reeve/protocol/timestamp";
import type { ResultMetadata } from "../results/result-record.ts";

/** A state of a task run, which is also an event: both have this id. */
export type TaskRunState = {
  id: string;
  type: StateType;
  name: string;
  message: string;
  timestamp: Timestamp;
  details: StateDetails;
  /** Where the result is, of a state that has one which was stored. */
  data: ResultMetadata | null;
};

/** A task run as its events tell of it; times are absent until they are known. */
export type TaskRunFacts = {
  name: string;
  task_key: string;
  dynamic_key: string;
  empirical_policy: TaskRunPolicy;
  tags: readonly string[];
  labels: Record<string, never>;
  task_inputs: Record<string, TaskInput[]>;
  run_count: number;
  flow_run_run_count: number;
  expected_start_time: Timestamp;
  start_time?: Timestamp;
  end_time?: Timestamp;
  total_run_time: number;
};

/** The event by which the server learns that a task run entered a state. */
export function taskRunEvent(
  taskRunId: string,
  facts: TaskRunFacts,
  previous: TaskRunState | undefined,
  state: TaskRunState,
  related: readonly Resource[],
): Event {
  return {
    occurred: state.timestamp,
    event: `prefect.task-run.${state.name}`,
    id: state.id,
    follows: previous?.id ?? null,
    resource: {
      "prefect.resource.id": `prefect.task-run.${taskRunId}`,
      "prefect.resource.name": facts.name,
      "prefect.run-count": String(facts.run_count),
      "prefect.state-message": state.message,
      "prefect.state-name": state.name,
      "prefect.state-timestamp": `${state.timestamp.slice(0, -1)}+00:00`,
      "prefect.state-type": state.type,
      // Tells the server that nobody else decides over this run: it records the state as it is.
      "prefect.orchestration": "client",
    },
    related: [...facts.tags.map(tagResource), ...related],
    payload: {
      intended: { from: previous?.type ?? null, to: state.type },
      initial_state: previous ? stateFacts(previous) : null,
      validated_state: { ...stateFacts(state), data: state.data },
      task_run: facts,
    },
  };
}

const tagResource = (tag: string): Resource => ({
  "prefect.resource.id": `prefect.tag.${tag}`,
  "prefect.resource.role": "tag",
});

const stateFacts = ({ type, name, message, details }: TaskRunState) => ({
  type,
  name,
  message,
  state_details: details,
});
