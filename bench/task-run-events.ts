import { randomBytes } from "node:crypto";

/** The flow run that task runs belong to. */
export type Parent = { flowId: string; flowRunId: string };

const TRANSITIONS = [
  [null, "PENDING"],
  ["PENDING", "RUNNING"],
  ["RUNNING", "COMPLETED"],
] as const;

export const EVENTS_PER_TASK_RUN = TRANSITIONS.length;

/** The events by which Prefect's client reports a task run that went well, in order. */
export function taskRunEvents(parent: Parent, index: number): object[] {
  const taskRunId = timeOrderedId();
  const startedAt = Date.now();
  let follows: string | null = null;
  return TRANSITIONS.map(([from, to], step) => {
    const occurred = `${new Date(startedAt + step).toISOString().slice(0, -1)}000Z`;
    const event = taskRunEvent({ parent, taskRunId, index, from, to, occurred, follows });
    follows = event.id;
    return event;
  });
}

type Change = {
  parent: Parent;
  taskRunId: string;
  index: number;
  from: string | null;
  to: string;
  occurred: string;
  follows: string | null;
};

function taskRunEvent({ parent, taskRunId, index, from, to, occurred, follows }: Change) {
  const name = `load-trips-${index}`;
  return {
    occurred,
    event: `prefect.task-run.${capitalised(to)}`,
    id: timeOrderedId(),
    follows,
    resource: {
      "prefect.resource.id": `prefect.task-run.${taskRunId}`,
      "prefect.resource.name": name,
      "prefect.run-count": to === "PENDING" ? "0" : "1",
      "prefect.state-message": "",
      "prefect.state-name": capitalised(to),
      "prefect.state-timestamp": occurred.replace("Z", "+00:00"),
      "prefect.state-type": to,
      "prefect.orchestration": "client",
    },
    related: [
      {
        "prefect.resource.id": `prefect.flow-run.${parent.flowRunId}`,
        "prefect.resource.role": "flow-run",
        "prefect.resource.name": "brave-otter",
      },
      {
        "prefect.resource.id": `prefect.flow.${parent.flowId}`,
        "prefect.resource.role": "flow",
        "prefect.resource.name": "bench",
      },
    ],
    payload: {
      intended: { from, to },
      initial_state: from && { type: from, name: capitalised(from), message: "", state_details: {} },
      validated_state: {
        type: to,
        name: capitalised(to),
        message: "",
        state_details: { flow_run_id: parent.flowRunId, task_run_id: taskRunId },
        data: null,
      },
      task_run: {
        name,
        task_key: "load_trips-0a240ac4",
        dynamic_key: taskRunId,
        empirical_policy: { max_retries: 0, retry_delay_seconds: 0, retries: 0, retry_delay: 0 },
        tags: [],
        labels: {},
        task_inputs: { month: [] },
        run_count: to === "PENDING" ? 0 : 1,
        flow_run_run_count: 1,
        expected_start_time: occurred,
        ...(to === "PENDING" ? {} : { start_time: occurred }),
        ...(to === "COMPLETED" ? { end_time: occurred } : {}),
        total_run_time: to === "COMPLETED" ? 0.001 : 0,
      },
    },
  };
}

const capitalised = (type: string) => type.charAt(0) + type.slice(1).toLowerCase();

/** A UUID of version 7, which Prefect's client gives to task runs and events. */
export function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  const hex = `${time}7${random.slice(0, 3)}${"89ab"[random.charCodeAt(3) % 4]}${random.slice(4, 19)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
