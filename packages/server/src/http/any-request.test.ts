import { newId } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFlow, createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const RUNS = 60;

/** Values that have broken servers before. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    2 ** 31,
    2 ** 63,
    1e12,
    "",
    "\u0000",
    "\ud800",
    "%_\\'\"",
    "-",
    [],
    {},
    [null],
    [[]],
    "x".repeat(300),
    "2026-02-31T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999-23:59",
    "01a20580-bdec-7052-b5b7-5d56cfc62906",
    "ID_DESC",
    "RUNNING",
    JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Any other value in place of one that stands anywhere in the request. */
const mutated = (request: unknown) =>
  fc
    .tuple(fc.nat(), odd)
    .map(([place, value]) => replaceAt(request, place % countPlaces(request), value).replaced);

const countPlaces = (value: unknown): number =>
  1 +
  (typeof value === "object" && value !== null
    ? Object.values(value).reduce((sum: number, inner) => sum + countPlaces(inner), 0)
    : 0);

function replaceAt(value: unknown, place: number, by: unknown): { replaced: unknown; left: number } {
  if (place === 0) return { replaced: by, left: -1 };
  if (typeof value !== "object" || value === null) return { replaced: value, left: place - 1 };
  let left = place - 1;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (left < 0) return [key, inner] as const;
    const result = replaceAt(inner, left, by);
    left = result.left;
    return [key, result.replaced] as const;
  });
  const replaced = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  return { replaced, left };
}

onEachServer((server) => {
  const never500 = async (path: string, request: unknown, method = "POST") => {
    await fc.assert(
      fc.asyncProperty(mutated(request), async (body) => {
        const text = JSON.stringify(body);
        const answer = await server.call(method, path, text, { "content-type": "application/json" });
        expect(answer.status, `${method} ${path} ${text}\n${server.errors.join("\n")}`).toBeLessThan(500);
      }),
      { numRuns: RUNS },
    );
  };
  const time = "2026-01-01T00:00:00Z";
  const id = newId();
  const filters = {
    flows: { id: { any_: [id] }, name: { like_: "a" }, tags: { all_: ["a"], is_null_: false } },
    flow_runs: {
      operator: "or_",
      id: { not_any_: [id] },
      tags: { any_: ["a"] },
      state: { type: { any_: ["RUNNING"] }, name: { not_any_: ["x"] } },
      start_time: { before_: time, is_null_: false },
      parent_flow_run_id: { any_: [id] },
      idempotency_key: { any_: ["k"] },
      created_by: { id_: [id], type_: ["x"] },
    },
    task_runs: {
      subflow_runs: { exists_: true },
      flow_run_id: { is_null_: true },
      end_time: { after_: time },
    },
    deployments: { name: { like_: "x" }, paused: { eq_: true } },
    limit: 5,
    offset: 1,
  };

  test("no body for a flow makes the server fail", () =>
    never500("/flows/", { name: "a", tags: ["x"], labels: { a: 1, b: "c" } }));

  test("no body for a flow run makes the server fail", async () => {
    const flow = await createFlow(server);
    await never500("/flow_runs/", {
      flow_id: flow.id,
      name: "n",
      parameters: { a: [1, { b: "c" }] },
      context: {},
      tags: ["t"],
      labels: { l: 1 },
      empirical_policy: { retries: 1, retry_delay: 2, pause_keys: ["p"], resuming: false, retry_type: null },
      idempotency_key: null,
      state: {
        type: "SCHEDULED",
        name: "S",
        message: "m",
        data: { type: "x" },
        state_details: { scheduled_time: time },
      },
      job_variables: { a: 1 },
    });
  });

  test("no update and no proposed state makes the server fail", async () => {
    const flowRun = await createFlowRun(server);
    const details = {
      scheduled_time: time,
      pause_timeout: time,
      transition_id: id,
      run_input_keyset: { a: "b" },
    };
    await never500(`/flow_runs/${flowRun.id}/set_state`, {
      state: {
        type: "PAUSED",
        name: "P",
        message: "m",
        data: [1],
        state_details: { ...details, cache_key: "c" },
      },
      force: true,
    });
    await never500(
      `/flow_runs/${flowRun.id}`,
      { name: "n", tags: ["t"], parameters: {}, empirical_policy: {} },
      "PATCH",
    );
    await never500(`/flow_runs/${flowRun.id}/labels`, { a: 1, b: "c" }, "PATCH");
  });

  test("no body for a task run makes the server fail", () =>
    never500("/task_runs/", {
      id: null,
      name: "t",
      flow_run_id: null,
      task_key: "k",
      dynamic_key: "d",
      cache_key: "c",
      cache_expiration: time,
      empirical_policy: { retries: 1, retry_delay: [1, 2], retry_jitter_factor: 0.1 },
      task_inputs: { x: [{ input_type: "task_run", id }] },
      state: { type: "RUNNING", state_details: { deferred: true } },
    }));

  test.each([
    "/flows/filter",
    "/flow_runs/filter",
    "/flow_runs/paginate",
    "/task_runs/filter",
    "/ui/runs/page",
  ])("no filter makes %s fail", (path) => never500(path, { ...filters, sort: "NAME_ASC" }));

  test("no log lines and no log filter make the server fail", async () => {
    await never500("/logs/", [{ name: "n", level: 20, message: "m", timestamp: time, flow_run_id: id }]);
    const text = { query: '+a -"b c" !d' };
    const logs = { level: { ge_: 10 }, timestamp: { after_: time }, task_run_id: { is_null_: true }, text };
    await never500("/logs/filter", { logs, limit: 3, offset: 0, sort: "TIMESTAMP_ASC" });
  });

  test("no events make the server fail", async () => {
    const flowRun = await createFlowRun(server);
    await never500("/events", [taskRunEvent({ flowRunId: flowRun.id, taskRun: { task_inputs: { x: [] } } })]);
    expect((await server.get(`/flow_runs/${flowRun.id}/graph-v2`)).status).toBe(200);
    expect((await server.post("/task_runs/filter", {})).status).toBe(200);
  });

  test("no request for slots makes the server fail", () =>
    never500("/v2/concurrency_limits/increment-with-lease", {
      slots: 1,
      names: ["a"],
      mode: "concurrency",
      lease_duration: 60,
      holder: { type: "task_run", id },
    }));

  test("no input of a flow run makes the server fail, nor does what a paused run is resumed with", async () => {
    const flowRun = await createFlowRun(server, { state: { type: "RUNNING" } });
    const path = `/flow_runs/${flowRun.id}`;
    const keyset = { schema: "s", response: "r" };
    await server.post(`${path}/input`, { key: "s", value: '{"type":"object","required":["a"]}' });
    const state = { type: "PAUSED", state_details: { run_input_keyset: keyset } };
    await server.post(`${path}/set_state`, { state });
    await never500(`${path}/input`, { key: "k", value: "v", sender: "x" });
    await never500(`${path}/input/filter`, { prefix: "k", limit: 1, exclude_keys: ["k"] });
    const json = { __prefect_kind: "json", value: "{" };
    const jinja = { __prefect_kind: "jinja", template: "{{ a }}" };
    const variable = { __prefect_kind: "workspace_variable", variable_name: "x" };
    await never500(`${path}/resume`, { run_input: { b: [json, { c: jinja }, variable] } });
  });

  const during = { history_start: time, history_end: "2026-01-02T00:00:00Z", history_interval_seconds: 60 };
  const started = { after_: time, before_: "2026-01-02T00:00:00Z" };

  // Each by itself: together they take longer on a busy machine than one test may.
  test.each<[string, object]>([
    ["/flow_runs/history", { ...during, ...filters }],
    ["/task_runs/history", { ...during, ...filters }],
    ["/flow_runs/lateness", filters],
    ["/ui/flow_runs/history", filters],
    ["/ui/flows/next-runs", { flow_ids: [id] }],
    ["/ui/flow_runs/count-task-runs", { flow_run_ids: [id] }],
    ["/ui/task_runs/count", filters],
    [
      "/ui/task_runs/dashboard/counts",
      { ...filters, task_runs: { ...filters.task_runs, start_time: started } },
    ],
    ["/task_workers/filter", { task_worker_filter: { task_keys: ["a"] } }],
  ])("no question about many runs makes %s fail", (path, request) => never500(path, request));

  test("no form's values and no saved search make the server fail", async () => {
    const schema = { type: "object", properties: { a: { type: "array", items: { type: "integer" } } } };
    await never500("/ui/schemas/validate", { schema, values: { a: [1, "x", { __prefect_kind: "json" }] } });
    const filter = { object: "o", property: "p", type: "t", operation: "equals", value: [1] };
    await never500("/saved_searches/", { name: "n", filters: [filter] }, "PUT");
    await never500("/saved_searches/filter", { limit: 1, offset: 0 });
  });

  test("no bulk call makes the server fail", async () => {
    const flow_runs = { id: { any_: [id] } };
    await never500("/flow_runs/bulk_set_state", { flow_runs, state: { type: "RUNNING" }, limit: 2 });
    await never500("/flow_runs/bulk_delete", { flow_runs, limit: 2 });
  });
});
