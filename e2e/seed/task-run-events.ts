import { addSeconds, newId, type StateType, type Timestamp } from "@reeve/protocol";

export type SeededTask = {
  flowRunId: string;
  name: string;
  index: number;
  startedAt: Timestamp;
  seconds: number;
  end: Extract<StateType, "COMPLETED" | "FAILED">;
  message?: string;
};

const nameOf = (type: string) => type[0] + type.slice(1).toLowerCase();

/** The events by which a client reports a task run that began and ended. */
export function taskRunEvents(task: SeededTask) {
  const id = newId();
  const endedAt = addSeconds(task.startedAt, task.seconds);
  const report = (type: StateType, at: Timestamp, times: object) => ({
    id: newId(),
    occurred: at,
    event: `prefect.task-run.${nameOf(type)}`,
    resource: {
      "prefect.resource.id": `prefect.task-run.${id}`,
      "prefect.resource.name": `${task.name}-${task.index}`,
      "prefect.orchestration": "client",
      "prefect.state-type": type,
      "prefect.state-name": nameOf(type),
    },
    related: [
      { "prefect.resource.id": `prefect.flow-run.${task.flowRunId}`, "prefect.resource.role": "flow-run" },
    ],
    payload: {
      intended: { from: null, to: type },
      initial_state: null,
      validated_state: {
        type,
        name: nameOf(type),
        message: task.message ?? "",
        data: null,
        state_details: { flow_run_id: task.flowRunId, task_run_id: id },
      },
      task_run: {
        ...{
          name: `${task.name}-${task.index}`,
          task_key: task.name,
          dynamic_key: `${task.name}-${task.index}`,
        },
        empirical_policy: { max_retries: 0, retry_delay_seconds: 0, retries: 0, retry_delay: 0 },
        tags: [],
        labels: {},
        task_inputs: {},
        run_count: 1,
        flow_run_run_count: 1,
        expected_start_time: task.startedAt,
        ...times,
      },
    },
  });
  return [
    report("RUNNING", task.startedAt, { start_time: task.startedAt, total_run_time: 0 }),
    report(task.end, endedAt, {
      start_time: task.startedAt,
      end_time: endedAt,
      total_run_time: task.seconds,
    }),
  ];
}
