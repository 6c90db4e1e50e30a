import type { TaskRun } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { RunTimedOut, UpstreamTaskError } from "../errors.ts";
import { flow } from "../flow.ts";
import { runContext } from "../run-context.ts";
import { task } from "../task.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Runs the function as a flow, and answers its value with the task runs it left. */
async function inFlow<T>(fn: () => T | Promise<T>): Promise<{ value: T; runs: Record<string, TaskRun> }> {
  const { value, id } = await flow("tasks", async () => ({
    value: await fn(),
    id: runContext().flowRun!.id,
  }))();
  const list = () => server.client.listTaskRuns({ body: { flow_runs: { id: { any_: [id] } } } });
  const isUnfinished = ({ end_time, state }: TaskRun) => !state || !(end_time || state.name === "NotReady");
  await expect.poll(async () => (await list()).filter(isUnfinished)).toEqual([]);
  const runs = await list();
  return {
    value: value as T,
    runs: Object.fromEntries(runs.map((run) => [run.name.replace(/-\w{3}$/, ""), run])),
  };
}

async function statesOf(run: TaskRun | undefined) {
  const list = () => server.client.listTaskRunStates({ query: { task_run_id: run!.id } });
  await expect.poll(async () => (await list()).at(-1)?.name).toBe(run!.state_name);
  return list();
}
const namesOf = async (run: TaskRun | undefined) => (await statesOf(run)).map(({ name }) => name);

test("a call is a task run with its states, counts and key", async () => {
  const greet = task("greet", { tags: ["hello"] }, (name: string) => `Hello ${name}!`);
  const { value, runs } = await inFlow(() => greet("Ada"));
  expect(value).toBe("Hello Ada!");
  expect(await namesOf(runs.greet)).toEqual(["Pending", "Running", "Completed"]);
  expect(runs.greet).toMatchObject({
    run_count: 1,
    flow_run_run_count: 1,
    tags: ["hello"],
    task_inputs: { name: [] },
  });
  expect(runs.greet!.task_key).toMatch(/^greet-[0-9a-f]{8}$/);
  expect(runs.greet!.name).toBe(`greet-${runs.greet!.dynamic_key.slice(0, 3)}`);
  expect(runs.greet!.start_time! < runs.greet!.end_time!).toBe(true);
});

test("a failed task is AwaitingRetry, then Retrying, as often as it may", async () => {
  let calls = 0;
  const flaky = task("flaky", { retries: 4, retryDelay: "1ms" }, () => {
    calls += 1;
    if (calls < 3) throw new Error("sporadic");
    return calls;
  });
  const { value, runs } = await inFlow(() => flaky());
  expect(value).toBe(3);
  expect(await namesOf(runs.flaky)).toEqual([
    "Pending",
    "Running",
    "AwaitingRetry",
    "Retrying",
    "AwaitingRetry",
    "Retrying",
    "Completed",
  ]);
  expect(runs.flaky).toMatchObject({ run_count: 3, empirical_policy: { retries: 4, retry_delay: 0.001 } });
});

test("a task that fails for good throws its error, and the flow may go on", async () => {
  const fail = task("fail", { retries: 1 }, (): string => {
    throw new RangeError("too far");
  });
  const { value, runs } = await inFlow(() => fail().catch((error: Error) => error.name));
  expect(value).toBe("RangeError");
  expect(runs.fail).toMatchObject({
    state_name: "Failed",
    run_count: 2,
    state: { message: "RangeError: too far" },
  });
});

test("an error that is not worth a retry is final", async () => {
  const retryIf = (error: unknown) => !(error instanceof TypeError);
  const fail = task("fail", { retries: 5, retryIf }, (): string => {
    throw new TypeError("wrong");
  });
  const { runs } = await inFlow(() => fail().catch(() => ""));
  expect(runs.fail!.run_count).toBe(1);
});

test("a task that takes too long is TimedOut, and its signal fires", async () => {
  let fired = false;
  const slow = task("slow", { timeout: "20ms" }, () => {
    runContext().signal.addEventListener("abort", () => (fired = true));
    return new Promise<never>(() => {});
  });
  const { value, runs } = await inFlow(() => slow().catch((error: unknown) => error instanceof RunTimedOut));
  expect(value).toBe(true);
  expect(fired).toBe(true);
  expect(runs.slow).toMatchObject({ state_type: "FAILED", state_name: "TimedOut" });
});

test("futures and returned objects are edges of the graph, with the names of the parameters", async () => {
  const load = task("load", () => ({ rows: [1, 2] }));
  const count = task("count", (data: { rows: number[] }) => data.rows.length);
  const show = task("show", (data: { rows: number[] }, total: number) => `${data.rows} of ${total}`);
  const { value, runs } = await inFlow(async () => {
    const data = await load();
    return show(data, count.submit(data));
  });
  expect(value).toBe("1,2 of 2");
  expect(runs.show!.task_inputs).toEqual({
    data: [{ input_type: "task_run", id: runs.load!.id }],
    total: [{ input_type: "task_run", id: runs.count!.id }],
  });
});

test("a task that another one calls names it as its parent", async () => {
  const child = task("child", () => 1);
  const parent = task("parent", () => child());
  const { runs } = await inFlow(() => parent());
  expect(runs.child!.task_inputs.__parents__).toEqual([{ input_type: "task_run", id: runs.parent!.id }]);
});

test("a task whose argument failed is not started and stays NotReady", async () => {
  const fail = task("fail", (): number => {
    throw new Error("no");
  });
  const body = vi.fn((n: number) => n);
  const use = task("use", body);
  const { value, runs } = await inFlow(async () => {
    const future = use.submit(fail.submit());
    await expect(future.result()).rejects.toThrow(UpstreamTaskError);
    return future.state;
  });
  expect(value).toMatchObject({ type: "PENDING", name: "NotReady" });
  expect(runs.use).toMatchObject({ state_type: "PENDING", state_name: "NotReady" });
  expect(body).not.toHaveBeenCalled();
});

test("a task waits for the runs it is told to, without using their results", async () => {
  const order: string[] = [];
  const first = task("first", async () => {
    await new Promise(setImmediate);
    order.push("first");
  });
  const second = task("second", () => void order.push("second"));
  const { runs } = await inFlow(async () => {
    await second.with({ waitFor: [first.submit()] })();
  });
  expect(order).toEqual(["first", "second"]);
  expect(runs.second!.task_inputs.wait_for).toEqual([{ input_type: "task_run", id: runs.first!.id }]);
});

test("map runs the task for each item, with the other arguments the same for all", async () => {
  const power = task(
    "power",
    { runName: "{base}^{exponent}" },
    (base: number, exponent: number) => base ** exponent,
  );
  const { value, runs } = await inFlow(() => Promise.all(power.map([1, 2, 3], 2)));
  expect(value).toEqual([1, 4, 9]);
  expect(Object.keys(runs).sort()).toEqual(["1^2", "2^2", "3^2"]);
});

test("tasks that a failing flow leaves behind have ended when it has", async () => {
  let id = "";
  const slow = task("slow", async () => {
    await new Promise(setImmediate);
  });
  const failing = flow("leaves-tasks", { concurrency: 1 }, () => {
    id = runContext().flowRun!.id;
    slow.submit();
    slow.submit();
    slow.submit();
    throw new Error("over");
  });
  await expect(failing()).rejects.toThrow("over");
  const stateNames = async () => {
    const runs = await server.client.listTaskRuns({ body: { flow_runs: { id: { any_: [id] } } } });
    return runs.map(({ state_name }) => state_name).sort();
  };
  await expect.poll(stateNames).toEqual(["Cancelled", "Cancelled", "Completed"]);
});

test("a task outside of any flow is a run of its own", async () => {
  const alone = task("alone", () => runContext().taskRun!.id);
  const id = await alone();
  const read = () => server.client.getTaskRun({ params: { id } });
  await expect.poll(read).toMatchObject({ flow_run_id: null, state_type: "COMPLETED" });
});

test("options given later replace those given before, and only those", async () => {
  const base = task("base", { retries: 1, tags: ["a"] }, () => runContext().taskRun!.taskName);
  const { value, runs } = await inFlow(() => base.with({ name: "other", tags: ["b"] })());
  expect(value).toBe("other");
  expect(runs.other).toMatchObject({ tags: ["b"], empirical_policy: { retries: 1 } });
});
