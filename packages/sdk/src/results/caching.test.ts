import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
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

/** The names of the states that the runs of a task ended in, in their order. */
async function stateNames(taskName: string): Promise<(string | null)[]> {
  const runs = await server.client.listTaskRuns({
    body: { task_runs: { name: { like_: taskName } }, sort: "EXPECTED_START_TIME_ASC" },
  });
  return runs.map(({ state_name }) => state_name);
}

test('with `cache: "inputs"` a task runs once for the same arguments, in whichever flow run', async () => {
  let runs = 0;
  const read = task("Read rides", { cache: "inputs" }, (options: { month: string; year: number }) => {
    runs += 1;
    return { rides: options.year, at: new Date(0) };
  });
  const months = flow("reads rides", () => read({ month: "May", year: 2023 }));
  const first = await months();
  expect(await months()).toEqual(first);
  expect(await flow("reads them too", () => read({ year: 2023, month: "May" }))()).toEqual(first);
  expect(runs).toBe(1);
  await flow("reads others", () => read({ month: "June", year: 2023 }))();
  expect(runs).toBe(2);
  expect(await stateNames("Read rides")).toEqual(["Completed", "Cached", "Cached", "Completed"]);
});

test("tasks of the same arguments do not share results, and calls of other parameters do not either", async () => {
  const one = task("one of two", { cache: "inputs" }, (of: string) => `one ${of}`);
  const two = task("two of two", { cache: "inputs" }, (of: string) => `two ${of}`);
  await flow("asks both", async () => {
    expect(await one("a")).toBe("one a");
    expect(await two("a")).toBe("two a");
    expect(await one("b")).toBe("one b");
  })();
});

test("the source of the function is part of the key on request, and parameters can be left out of it", async () => {
  let runs = 0;
  const options = { cache: { key: ["inputs", "taskSource"], without: ["connection"] } } as const;
  const first = task("query", options, (sql: string, connection: () => void) => {
    runs += 1;
    return `${sql} of ${typeof connection}`;
  });
  await flow("queries", async () => {
    await first("select 1", () => {});
    await first("select 1", () => {});
    expect(runs).toBe(1);
    const changed = task("query", options, (sql: string, connection: () => void) => `${sql} ${connection}`);
    expect(await changed("select 1", () => {})).toContain("select 1 ()");
  })();
});

test("a key function makes the whole key, and none when it answers none", async () => {
  let runs = 0;
  const by = task(
    "by day",
    { cache: ({ parameters, taskName }) => (parameters.day ? `${taskName}/${parameters.day}` : undefined) },
    (day: string, hour: number) => {
      runs += 1;
      return day + hour;
    },
  );
  await flow("by day twice", async () => {
    expect([await by("mon", 1), await by("mon", 2)]).toEqual(["mon1", "mon1"]);
    expect([await by("", 1), await by("", 2)]).toEqual(["1", "2"]);
  })();
  expect(runs).toBe(3);
});

test("arguments that cannot be hashed fail the task, with what to do", async () => {
  const send = task("send", { cache: "inputs" }, (message: { format: () => string }) => message.format());
  await expect(flow("sends", () => send({ format: () => "" }))()).rejects.toThrow(
    'The task "send" has no cache key for these arguments: message.format is a function, which cannot be hashed. ' +
      'Leave the parameter out with cache: { key: "inputs", without: ["message"] }',
  );
});

test("a result is taken for as long as it has not expired, and computed anew on request", async () => {
  let runs = 0;
  const count = task("count", { cache: { key: "inputs", expires: "1h" } }, (of: string) => `${of} ${++runs}`);
  const brief = count.with({ cache: { key: "inputs", expires: 0 }, name: "brief" });
  await flow("counts", async () => {
    expect([await count("a"), await count("a")]).toEqual(["a 1", "a 1"]);
    expect(await count.with({ refreshCache: true })("a")).toBe("a 2");
    expect(await count("a")).toBe("a 2");
    expect([await brief("b"), await brief("b")]).toEqual(["b 3", "b 4"]);
  })();
});

test("a flow run that is tried again skips the tasks whose results are stored", async () => {
  const calls: string[] = [];
  const step = task("step", (name: string) => {
    calls.push(name);
    return new Map([[name, runContext().flowRun!.runCount]]);
  });
  const result = await flow("tries twice", { retries: 1, persistResult: true }, async () => {
    const first = await step("first");
    if (runContext().flowRun!.runCount === 1) throw new Error("once");
    return [first, await step("second")];
  })();
  expect(calls).toEqual(["first", "second"]);
  expect(result).toEqual([new Map([["first", 1]]), new Map([["second", 2]])]);
  expect(await stateNames("step")).toEqual(["Completed", "Cached", "Completed"]);
});

test("a flow run that is tried again skips the subflows whose results are stored, each once for a call", async () => {
  const calls: string[] = [];
  const part = flow("part", async ({ name, at }: { name: string; at?: Date }) => {
    calls.push(at ? `${name} at` : name);
    return [name, runContext().flowRun!.id];
  });
  const tries: unknown[][] = [];
  const result = await flow("calls parts twice", { retries: 1, persistResult: true }, async () => {
    const parts = [await part({ name: "same" }), await part({ name: "same" })];
    // A date is text on the server, so that nobody can tell whether it was the same.
    const dated = await part({ name: "dated", at: new Date(0) });
    tries.push(parts);
    if (runContext().flowRun!.runCount === 1) throw new Error("once");
    return [...parts, await part({ name: "same" }), dated];
  })();
  expect(calls).toEqual(["same", "same", "dated at", "dated at", "same"]);
  expect(tries[1]).toEqual(tries[0]);
  expect(new Set((result as string[][]).map(([, id]) => id)).size).toBe(4);
});

test("a subflow whose result is lost runs again", async () => {
  let calls = 0;
  const storage = mkdtempSync(join(tmpdir(), "reeve-lost-"));
  const part = flow("lost part", { resultStorage: storage }, () => ++calls);
  await flow("loses a part", { retries: 1 }, async () => {
    await part();
    rmSync(storage, { recursive: true, force: true });
    if (runContext().flowRun!.runCount === 1) throw new Error("once");
  })();
  expect(calls).toBe(2);
});

test("a task that stores its results need not have arguments that can be hashed", async () => {
  const apply = task("apply", { persistResult: true }, (fn: () => number) => fn());
  expect(await flow("applies", async () => [await apply(() => 1), await apply(() => 2)])()).toEqual([1, 2]);
});

test("options that exclude each other are refused where the task is made", () => {
  expect(() => task("a", { cache: "inputs", persistResult: false }, () => 1)).toThrow(
    "needs its results stored",
  );
  expect(() => task("a", { cache: "inputs", resultStorageKey: "a" }, () => 1)).toThrow("keep one");
});
