import { randomUUID } from "node:crypto";
import { currentTimestamp, newId } from "@reeve/protocol";
import type { TestServer } from "./start-test-server.ts";

/** Creates a flow of its own name. */
export async function createFlow(server: TestServer, own: Record<string, unknown> = {}) {
  const answer = await server.post("/flows/", { name: `flow-${randomUUID()}`, ...own });
  return answer.body as { id: string; name: string; tags: string[] };
}

/** Creates a flow run, of a flow of its own unless the test names one. */
export async function createFlowRun(server: TestServer, own: Record<string, unknown> = {}) {
  const flow_id = own.flow_id ?? (await createFlow(server)).id;
  const { status, body } = await server.post("/flow_runs/", { flow_id, ...own });
  if (status !== 201) throw new Error(`The flow run was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Creates a deployment of its own name, of a flow of its own unless the test names one. */
export async function createDeployment(server: TestServer, own: Record<string, unknown> = {}) {
  const flow_id = own.flow_id ?? (await createFlow(server)).id;
  const given = { name: `deployment-${randomUUID()}`, flow_id, ...own };
  const { status, body } = await server.post("/deployments/", given);
  if (status !== 201) throw new Error(`The deployment was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Proposes a state for a flow run. */
export const setState = (server: TestServer, flowRunId: string, state: object, force = false) =>
  server.post(`/flow_runs/${flowRunId}/set_state`, { state, force });

/** A flow run's states by type, from the oldest. */
export async function historyOf(server: TestServer, flowRunId: string): Promise<string[]> {
  const { body } = await server.get(`/flow_run_states/?flow_run_id=${flowRunId}`);
  return body.map((state: { type: string }) => state.type);
}

/** What the events about a resource tell, from the first. */
export async function eventsOf(server: TestServer, resourceId: string) {
  const rows = await server.database.reader
    .selectFrom("events")
    .select(["event", "resource", "related", "payload"])
    .where("resource_id", "=", resourceId)
    .orderBy("sequence")
    .execute();
  return rows.map(({ event, resource, related, payload }) => ({
    event,
    resource: JSON.parse(resource),
    related: JSON.parse(related),
    payload: JSON.parse(payload),
  }));
}

export type ReportedTaskRun = {
  id?: string;
  flowRunId?: string | null;
  name?: string;
  type?: string;
  stateName?: string;
  at?: string;
  taskKey?: string;
  dynamicKey?: string;
  eventId?: string;
  taskRun?: Record<string, unknown>;
  state?: Record<string, unknown>;
};

/** The event by which a client reports the state of a task run that it runs itself. */
export function taskRunEvent(report: ReportedTaskRun) {
  const { id = newId(), flowRunId = null, type = "RUNNING", at = currentTimestamp() } = report;
  const name = report.name ?? "work";
  const stateName = report.stateName ?? type[0] + type.slice(1).toLowerCase();
  return {
    id: report.eventId ?? newId(),
    occurred: at,
    event: `prefect.task-run.${stateName}`,
    resource: {
      "prefect.resource.id": `prefect.task-run.${id}`,
      "prefect.resource.name": name,
      "prefect.orchestration": "client",
      "prefect.state-type": type,
    },
    related: flowRunId
      ? [{ "prefect.resource.id": `prefect.flow-run.${flowRunId}`, "prefect.resource.role": "flow-run" }]
      : [],
    payload: {
      intended: { from: null, to: type },
      initial_state: null,
      validated_state: { type, name: stateName, message: "", state_details: {}, data: null, ...report.state },
      task_run: {
        name,
        task_key: report.taskKey ?? "work-key",
        dynamic_key: report.dynamicKey ?? id,
        empirical_policy: { max_retries: 0, retry_delay_seconds: 0, retries: 0, retry_delay: 0 },
        tags: [],
        labels: {},
        task_inputs: {},
        run_count: 1,
        flow_run_run_count: 1,
        total_run_time: 0,
        ...report.taskRun,
      },
    },
  };
}
