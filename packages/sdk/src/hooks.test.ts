import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../test/start-test-server.ts";
import { emitEvent } from "./events/emit-event.ts";
import { flow } from "./flow.ts";
import type { FlowHookContext, TaskHookContext } from "./hooks.ts";
import { logger } from "./logging/logger.ts";
import { runContext } from "./run-context.ts";
import { task } from "./task.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Hooks for every state that note what they are told. */
function noting(notes: string[]) {
  const note = (hook: string) => (context: FlowHookContext | TaskHookContext) => {
    const { state, error } = context;
    const runCount = "taskRun" in context ? context.taskRun.runCount : context.flowRun.runCount;
    notes.push(`${hook} ${state.name} ${runCount}${error instanceof Error ? ` ${error.message}` : ""}`);
  };
  return {
    onRunning: note("onRunning"),
    onCompletion: note("onCompletion"),
    onFailure: note("onFailure"),
    onCancellation: note("onCancellation"),
    onCrashed: note("onCrashed"),
  };
}

test("hooks of a flow are called for each of its states, in their order, and before its caller goes on", async () => {
  const notes: string[] = [];
  const retried = flow("hooked", { retries: 1, ...noting(notes) }, () => {
    if (runContext().flowRun!.runCount === 1) throw new Error("once");
  });
  await retried();
  expect(notes).toEqual(["onRunning Running 1", "onRunning Retrying 2", "onCompletion Completed 2"]);
  notes.length = 0;
  await expect(
    flow("hooked and failing", noting(notes), () => Promise.reject(new Error("no")))(),
  ).rejects.toThrow("no");
  expect(notes).toEqual(["onRunning Running 1", "onFailure Failed 1 no"]);
});

test("hooks of a task are called for each of its states, also when its result is cached or its time is up", async () => {
  const notes: string[] = [];
  const step = task("hooked step", { cache: "inputs", ...noting(notes) }, (failing: boolean) => {
    if (failing) throw new Error("no");
  });
  const slow = task("slow step", { timeout: 1, ...noting(notes) }, () => new Promise<never>(() => {}));
  await flow("hooks of tasks", async () => {
    await step(false);
    await step(false);
    await step(true).catch(() => {});
    await slow().catch(() => {});
  })();
  expect(notes).toEqual([
    "onRunning Running 1",
    "onCompletion Completed 1",
    "onCompletion Cached 1",
    "onRunning Running 1",
    "onFailure Failed 1 no",
    "onRunning Running 1",
    expect.stringContaining("onFailure TimedOut 1"),
  ]);
});

test("a cancelled flow calls its own hook, and those of the tasks that it takes with it", async () => {
  const notes: string[] = [];
  const waiting = task("waits", noting(notes), () => new Promise<never>(() => {}));
  const cancelled = flow("is cancelled", noting(notes), async () => {
    const future = waiting.submit();
    await server.client.setFlowRunState({
      params: { id: runContext().flowRun!.id },
      body: { state: { type: "CANCELLING" } },
    });
    return future;
  });
  await expect(cancelled()).rejects.toThrow("cancelled");
  expect(notes).toHaveLength(4);
  expect(notes.filter((note) => note.startsWith("onCancellation Cancelled 1"))).toHaveLength(2);
});

test("a hook that fails is told of in the log and holds up nothing; several are called one after the other", async () => {
  let id = "";
  const hooks = [
    function broken() {
      throw new Error("the mail server is down");
    },
    async ({ flowRun }: FlowHookContext) => {
      id = flowRun.id;
      logger().info("told");
      emitEvent({ event: "model.trained", resource: { "prefect.resource.id": "model.1" } });
    },
  ];
  expect(await flow("tells", { onCompletion: hooks }, () => 1)()).toBe(1);
  const logs = await server.client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
  const messages = logs.map(({ message }) => message);
  expect(messages).toContain('The hook "broken" failed: Error: the mail server is down');
  expect(messages).toContain("told");
  const { events } = await server.client.listEvents({
    body: { filter: { event: { name: ["model.trained"] } } },
  });
  expect(events[0]!.related).toContainEqual(
    expect.objectContaining({ "prefect.resource.id": `prefect.flow-run.${id}` }),
  );
});
