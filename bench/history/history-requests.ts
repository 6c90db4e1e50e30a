import { DEPLOYMENTS, FLOWS, idOf } from "../../packages/server/test/many-runs.ts";
import { ApiClient } from "../measure/api-client.ts";
import { flowRunBody } from "../requests.ts";
import type { BenchServer } from "../servers/bench-server.ts";

/** Something that a client or a page asks for of a server with a history. */
export type HistoryRequest = { label: string; method: "GET" | "POST"; path: string; body?: unknown };

const DAY_MS = 24 * 3600 * 1000;
const FEW = 5;

/** Reads as the UI and the clients make them. None of them asks for more with a longer history. */
export function historyReads(flowRuns: number): HistoryRequest[] {
  const now = Date.now();
  const since = new Date(now - DAY_MS).toISOString();
  const day = {
    history_start: since,
    history_end: new Date(now).toISOString(),
    history_interval_seconds: 3600,
  };
  const middle = Math.floor(flowRuns / 2);
  return [
    ...listsOfFlowRuns(since),
    ...summariesOfFlowRuns(since, day),
    ...readsOfFlowRun(idOf("flow-run", middle), idOf("task-run", middle)),
    ...readsOfTaskRuns(since, day),
    ...readsOfTheRest(),
  ];
}

const PAGE = { limit: 50, offset: 0 };
const FOUNDING = { flow_runs: { tags: { all_: ["founding"] } } };

const get = (label: string, path: string): HistoryRequest => ({ label, method: "GET", path });
const post = (label: string, path: string, body: object): HistoryRequest => ({
  label,
  method: "POST",
  path,
  body,
});

const ofDay = (since: string) => ({ flow_runs: { start_time: { after_: since } } });
const inState = (...types: string[]) => ({ flow_runs: { state: { type: { any_: types } } } });
const named = (...names: string[]) => ({ flow_runs: { state: { name: { any_: names } } } });

function listsOfFlowRuns(since: string): HistoryRequest[] {
  const runs = (label: string, filters: object, sort = "START_TIME_DESC") =>
    post(`flow runs ${label}`, "/flow_runs/filter", { ...filters, sort, ...PAGE });
  return [
    runs("newest first", {}),
    runs("by expected start", {}, "EXPECTED_START_TIME_DESC"),
    runs("by next start", {}, "NEXT_SCHEDULED_START_TIME_ASC"),
    runs("scheduled, next first", inState("SCHEDULED"), "NEXT_SCHEDULED_START_TIME_ASC"),
    runs("completed, in the default order", inState("COMPLETED"), "ID_DESC"),
    runs("failed or crashed", inState("FAILED", "CRASHED")),
    runs("by state names", named("Late", "Crashed")),
    runs("by a state name none has", named("Suspended")),
    runs("of a flow", { flows: { id: { any_: [idOf("flow", 7)] } } }),
    runs("of a flow, in the default order", { flows: { id: { any_: [idOf("flow", 7)] } } }, "ID_DESC"),
    runs("of a flow by name", { flows: { name: { any_: ["flow-7"] } } }),
    runs("of a deployment", { flow_runs: { deployment_id: { any_: [idOf("deployment", 8)] } } }),
    runs("of a day", ofDay(since)),
    runs("with a common tag", { flow_runs: { tags: { all_: ["team-3"] } } }),
    runs("with a rare tag", FOUNDING),
    runs("by part of a name", { flow_runs: { name: { like_: "run-79" } } }),
    runs("by a name none has", { flow_runs: { name: { like_: "otter" } } }),
  ];
}

function summariesOfFlowRuns(since: string, day: object): HistoryRequest[] {
  return [
    post("flow runs, a page with its count", "/flow_runs/paginate", { limit: 50, page: 1 }),
    post("count of flow runs", "/flow_runs/count", {}),
    post("count of failed flow runs", "/flow_runs/count", inState("FAILED")),
    post("count of flow runs with a rare tag", "/flow_runs/count", FOUNDING),
    post("count of flow runs of a day", "/flow_runs/count", ofDay(since)),
    post("history of a day", "/flow_runs/history", day),
    post("lateness in a day", "/flow_runs/lateness", ofDay(since)),
    post("points of a day's chart", "/ui/flow_runs/history", { ...ofDay(since), limit: 200 }),
  ];
}

function readsOfFlowRun(flowRun: string, taskRun: string): HistoryRequest[] {
  const own = { flow_runs: { id: { any_: [flowRun] } } };
  return [
    get("flow run", `/flow_runs/${flowRun}`),
    get("states of a flow run", `/flow_run_states/?flow_run_id=${flowRun}`),
    get("graph of a flow run", `/flow_runs/${flowRun}/graph-v2`),
    post("task runs of a flow run", "/task_runs/filter", { ...own, ...PAGE }),
    post("count of task runs of a flow run", "/task_runs/count", own),
    post("task runs of a flow run by state", "/ui/task_runs/count", own),
    post("task runs of some flow runs", "/ui/flow_runs/count-task-runs", {
      flow_run_ids: Array.from({ length: FEW }, (_, n) => idOf("flow-run", n)),
    }),
    get("task run for the UI", `/ui/task_runs/${taskRun}`),
    post("log of a flow run", "/logs/filter", { logs: { flow_run_id: { any_: [flowRun] } }, ...PAGE }),
    post("log of a task run", "/logs/filter", { logs: { task_run_id: { any_: [taskRun] } }, ...PAGE }),
  ];
}

function readsOfTaskRuns(since: string, day: object): HistoryRequest[] {
  const inState = (type: string) => ({ task_runs: { state: { type: { any_: [type] } } } });
  return [
    post("task runs newest first", "/task_runs/filter", { sort: "EXPECTED_START_TIME_DESC", ...PAGE }),
    post("failed task runs", "/task_runs/filter", { ...inState("FAILED"), ...PAGE }),
    post("completed task runs", "/task_runs/filter", { ...inState("COMPLETED"), ...PAGE }),
    post("tasks' history of a day", "/task_runs/history", day),
    post("task runs of a day in twenty spans", "/ui/task_runs/dashboard/counts", {
      task_runs: { start_time: { after_: since } },
    }),
  ];
}

function readsOfTheRest(): HistoryRequest[] {
  const flow_ids = Array.from({ length: FEW }, (_, n) => idOf("flow", n));
  return [
    post("flows", "/flows/filter", PAGE),
    post("flows with failed runs", "/flows/filter", { ...inState("FAILED"), ...PAGE }),
    post("flows with cancelled runs", "/flows/filter", { ...inState("CANCELLED"), ...PAGE }),
    post("flows, a page with its count", "/flows/paginate", { limit: 50, page: 1 }),
    post("next runs of flows", "/ui/flows/next-runs", { flow_ids }),
    post("deployments of flows", "/ui/flows/count-deployments", { flow_ids }),
    post("deployments", "/deployments/filter", PAGE),
    post("artifacts, the latest of each key", "/artifacts/latest/filter", PAGE),
    post("variables", "/variables/filter", PAGE),
  ];
}

/** Writes, of which each can be repeated as often as wanted. */
export function historyWrites(): HistoryRequest[] {
  const slots = { slots: 1, names: ["bench"], mode: "concurrency" };
  return [
    { label: "create a flow run", method: "POST", path: "/flow_runs/", body: flowRunBody(idOf("flow", 7)) },
    { label: "take a slot", method: "POST", path: "/v2/concurrency_limits/increment", body: slots },
    { label: "give a slot back", method: "POST", path: "/v2/concurrency_limits/decrement", body: slots },
  ];
}

/** Adds what a history does not bring: scheduled runs, artifacts, variables and a limit that is never reached. */
export async function addSurroundings({ apiUrl }: BenchServer): Promise<void> {
  using client = new ApiClient(apiUrl, 1);
  await client.call("/v2/concurrency_limits/", { name: "bench", limit: 1_000_000_000, active: true });
  for (let n = 0; n < FEW * 4; n++) {
    await client.call("/flow_runs/", {
      flow_id: idOf("flow", n % FLOWS),
      deployment_id: idOf("deployment", n % DEPLOYMENTS),
      state: {
        type: "SCHEDULED",
        state_details: { scheduled_time: new Date(Date.now() + DAY_MS).toISOString() },
      },
    });
    await client.call("/variables/", { name: `bench_${n}`, value: { n }, tags: ["bench"] });
    await client.call("/artifacts/", { key: `bench-${n % FEW}`, type: "markdown", data: `# Report ${n}` });
  }
}
