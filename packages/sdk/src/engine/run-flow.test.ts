import { flowHandleOf } from "@reeve/protocol/flow-handle";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { failing } from "../../test/flows/failing.ts";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { RunCancelled, RunTimedOut } from "../errors.ts";
import { flow } from "../flow.ts";
import { logger } from "../logging/logger.ts";
import { runContext } from "../run-context.ts";
import { task } from "../task.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const flowRunOf = (id: string) => server.client.getFlowRun({ params: { id } });
const stateNamesOf = async (id: string) =>
  (await server.client.listFlowRunStates({ query: { flow_run_id: id } })).map(({ name }) => name);
const messagesOf = async (id: string) => {
  const logs = await server.client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
  return logs.map(({ message }) => message);
};
const newestRunOf = async (flowName: string) => {
  const runs = await server.client.listFlowRuns({
    body: { flows: { name: { any_: [flowName] } }, sort: "EXPECTED_START_TIME_DESC", limit: 1 },
  });
  return runs[0]!;
};
const ownId = () => runContext().flowRun!.id;
/** Work that only ends when its run is interrupted. */
const untilInterrupted = () =>
  new Promise<never>((_, reject) => {
    const { signal } = runContext();
    signal.addEventListener("abort", () => reject(signal.reason));
  });

test("a flow answers its function's value, and its run goes from Pending to Completed", async () => {
  const add = flow("add", { tags: ["sum"], version: "7" }, ({ a, b }: { a: number; b: number }) => ({
    sum: a + b,
    id: ownId(),
  }));
  const { sum, id } = await add({ a: 1, b: 2 });
  expect(sum).toBe(3);
  expect(await stateNamesOf(id)).toEqual(["Pending", "Running", "Completed"]);
  const run = await flowRunOf(id);
  expect(run).toMatchObject({ parameters: { a: 1, b: 2 }, tags: ["sum"], run_count: 1, flow_version: "7" });
  expect(run.name).toMatch(/^\w+-\w+$/);
});

test("parameters are coerced before the flow starts", async () => {
  const schema = z.object({ x: z.coerce.number().int(), y: z.coerce.number().int() });
  const typed = flow("validation_flow", { parameters: schema }, ({ x, y }) => [typeof x, typeof y, x + y]);
  expect(await typed({ x: "1", y: 2 })).toEqual(["number", "number", 3]);
});

test("parameters that are not valid make a Failed run that says why, and the function is not called", async () => {
  const body = vi.fn();
  const strict = flow("strict", { parameters: z.object({ x: z.coerce.number().int() }), retries: 3 }, body);
  await expect(strict({ x: "a" })).rejects.toThrow('The parameters of the flow "strict" are not valid: x: ');
  const run = await newestRunOf("strict");
  expect(run).toMatchObject({ state_type: "FAILED", parameters: { x: "a" } });
  expect(run.state?.message).toContain('parameters of the flow "strict" are not valid');
  expect(body).not.toHaveBeenCalled();
});

test("a flow that throws is Failed with its error, which the caller gets", async () => {
  await expect(failing()).rejects.toThrow(TypeError);
  const run = await newestRunOf("failing");
  expect(run.state).toMatchObject({ type: "FAILED", name: "Failed", message: "TypeError: no such thing" });
  const text = (await messagesOf(run.id)).join("\n");
  expect(text).toContain("failing.ts");
  expect(text).not.toContain("run-flow.ts");
});

test("a flow with retries is AwaitingRetry, then Retrying, in the same run", async () => {
  const counts: number[] = [];
  const flaky = flow("flaky", { retries: 2 }, () => {
    counts.push(runContext().flowRun!.runCount);
    if (counts.length < 3) throw new Error("again");
    return ownId();
  });
  const id = await flaky();
  expect(counts).toEqual([1, 2, 3]);
  expect(await stateNamesOf(id)).toEqual([
    "Pending",
    "Running",
    "AwaitingRetry",
    "Retrying",
    "AwaitingRetry",
    "Retrying",
    "Completed",
  ]);
});

test("a flow that takes too long is TimedOut, and its signal fires", async () => {
  const slow = flow("slow", { timeout: "50ms" }, untilInterrupted);
  await expect(slow()).rejects.toThrow(RunTimedOut);
  expect((await newestRunOf("slow")).state).toMatchObject({ type: "FAILED", name: "TimedOut" });
});

test("a flow that is being cancelled ends as Cancelled, and so does its running task", async () => {
  const { promise: started, resolve: onStart } = Promise.withResolvers<string>();
  const wait = task("wait", () => {
    onStart(ownId());
    return untilInterrupted();
  });
  const cancellable = flow("cancellable", async () => await wait());
  const result = cancellable();
  result.catch(() => {});
  const id = await started;
  await server.client.setFlowRunState({ params: { id }, body: { state: { type: "CANCELLING" } } });
  await expect(result).rejects.toThrow(RunCancelled);
  expect(await stateNamesOf(id)).toEqual(["Pending", "Running", "Cancelling", "Cancelled"]);
  const taskRuns = await server.client.listTaskRuns({ body: { flow_runs: { id: { any_: [id] } } } });
  expect(taskRuns.map(({ state_type }) => state_type)).toEqual(["CANCELLED"]);
});

test("a flow whose run is deleted meanwhile still answers its value", async () => {
  const deleted = flow("deleted", async () => {
    await server.client.deleteFlowRun({ params: { id: ownId() } });
    return "done";
  });
  expect(await deleted()).toBe("done");
});

test("a flow that is cancelled while it waits for its retry is not tried again", async () => {
  const body = vi.fn(() => {
    throw new Error("no");
  });
  const retried = flow("cancelled-retry", { retries: 1, retryDelay: "1h" }, body);
  const result = retried();
  result.catch(() => {});
  await expect.poll(async () => (await newestRunOf("cancelled-retry"))?.state_name).toBe("AwaitingRetry");
  const run = await newestRunOf("cancelled-retry");
  await server.client.setFlowRunState({ params: { id: run.id }, body: { state: { type: "CANCELLING" } } });
  await expect(result).rejects.toThrow(RunCancelled);
  expect(body).toHaveBeenCalledOnce();
  expect((await flowRunOf(run.id)).state_type).toBe("CANCELLED");
});

test("a flow called in a flow is a subflow, with a task run in its parent that stands for it", async () => {
  const inner = flow("inner", ({ n }: { n: number }) => ({ n, id: ownId() }));
  const outer = flow("outer", async () => ({ id: ownId(), inner: await inner({ n: 5 }) }));
  const { id, inner: child } = await outer();
  const run = await flowRunOf(child.id);
  const standIn = await server.client.getTaskRun({ params: { id: run.parent_task_run_id! } });
  expect(standIn).toMatchObject({ flow_run_id: id, state_type: "COMPLETED" });
  expect(standIn.state?.state_details.child_flow_run_id).toBe(child.id);
});

test("subflows that a flow does not wait for have ended before it does", async () => {
  const ends: string[] = [];
  const inner = flow("late-inner", async () => {
    await new Promise(setImmediate);
    ends.push("inner");
  });
  const outer = flow("hasty-outer", () => {
    void inner();
  });
  await outer();
  ends.push("outer");
  expect(ends).toEqual(["inner", "outer"]);
});

test("run names come from a template or a function of the parameters", async () => {
  const body = ({ city }: { city: string }) => [city, runContext().flowRun!.name];
  expect(await flow("named", { runName: "load {city}" }, body)({ city: "Köln" })).toEqual([
    "Köln",
    "load Köln",
  ]);
  const upper = flow("named", { runName: ({ city }) => city.toUpperCase() }, body);
  expect(await upper({ city: "Köln" })).toEqual(["Köln", "KÖLN"]);
});

test("lines of the logger and prints are in the run's log when the flow has returned", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const talkative = flow("talkative", { logPrints: true }, () => {
    logger().warn("careful", { n: 1 });
    console.log("🐱 and %s", "🐶");
    return ownId();
  });
  const id = await talkative();
  const logs = await server.client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
  expect(logs.map(({ level, message }) => [level, message])).toEqual([
    [20, expect.stringContaining("Beginning flow run")],
    [30, "careful { n: 1 }"],
    [20, "🐱 and 🐶"],
    [20, "Finished in state Completed."],
  ]);
});

test("prints stay out of the log without logPrints", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const quiet = flow("quiet", () => {
    console.log("secret");
    return ownId();
  });
  expect(await messagesOf(await quiet())).not.toContain("secret");
});

test("futures that a flow returns are resolved, and one that failed fails the flow", async () => {
  const double = task("double", (n: number) => n * 2);
  const refuse = task("refuse", (): number => {
    throw new Error("refused");
  });
  expect(await flow("returns", () => ({ numbers: double.map([1, 2]) }))()).toEqual({ numbers: [2, 4] });
  await expect(flow("refused", () => [refuse.submit()])()).rejects.toThrow("refused");
  expect((await newestRunOf("refused")).state_type).toBe("FAILED");
});

test("at most so many submitted tasks run at the same time as the flow allows", async () => {
  let now = 0;
  let most = 0;
  const busy = task("busy", async (n: number) => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now -= 1;
    return n;
  });
  const items = Array.from({ length: 20 }, (_, n) => n);
  const limited = flow("limited", { concurrency: 3 }, async () => await Promise.all(busy.map(items)));
  expect(await limited()).toEqual(items);
  expect(most).toBe(3);
});

test("the server shows every task run of a flow Completed as soon as the flow has returned", async () => {
  const step = task("step", async (n: number) => n);
  const many = flow("many", async () => {
    await Promise.all(step.map(Array.from({ length: 1000 }, (_, n) => n)));
    return ownId();
  });
  const id = await many();
  const body = {
    flow_runs: { id: { any_: [id] } },
    task_runs: { state: { type: { any_: ["COMPLETED" as const] } } },
  };
  expect(await server.client.countTaskRuns({ body })).toBe(1000);
});

test("a run that was created on the server is executed with its parameters, to its end", async () => {
  const seen = vi.fn();
  const deployed = flow(
    "deployed",
    { parameters: z.object({ n: z.coerce.number() }), retries: 1, retryDelay: "2s", version: "3" },
    ({ n }) => seen(n),
  );
  const { id: flow_id } = await server.client.createFlow({ body: { name: "deployed" } });
  const { id } = await server.client.createFlowRun({
    body: { flow_id, parameters: { n: "4" }, state: { type: "SCHEDULED" } },
  });
  await flowHandleOf(deployed)!.execute(id);
  expect(seen).toHaveBeenCalledExactlyOnceWith(4);
  expect(await stateNamesOf(id)).toEqual(["Scheduled", "Running", "Completed"]);
  const { flow_version, empirical_policy } = await flowRunOf(id);
  expect(flow_version).toBe("3");
  expect(empirical_policy).toMatchObject({ retries: 1, retry_delay: 2 });
});
