import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import type { WritableFileSystem } from "../blocks/file-system.ts";
import { LocalFileSystem } from "../blocks/local-file-system.ts";
import { executeFlowRun } from "../engine/run-flow.ts";
import { flow } from "../flow.ts";
import { runContext } from "../run-context.ts";
import { task } from "../task.ts";
import { getFlowRunResult, getTaskRunResult } from "./read-result.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "reeve-results-"));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const stateOf = async (flowRunId: string) =>
  (await server.client.getFlowRun({ params: { id: flowRunId } })).state!;
const flowRunId = () => runContext().flowRun!.id;

test("what a flow returns is found by its run, with what JSON cannot hold", async () => {
  const id = await runNamed("stores", { persistResult: true }, (run) => ({
    run,
    rows: new Map([[1, new Date(0)]]),
  }));
  expect(await getFlowRunResult(id)).toEqual({ run: id, rows: new Map([[1, new Date(0)]]) });
  const { data } = await stateOf(id);
  const storage_key = expect.stringMatching(new RegExp(`^${process.env.REEVE_HOME}/storage/`));
  expect(data).toMatchObject({
    storage_key,
    serializer: { type: "structured-clone" },
    storage_block_id: null,
  });
});

test("nothing is stored unless somebody asks for it", async () => {
  const id = await runNamed("keeps nothing", {}, () => 1);
  expect((await stateOf(id)).data).toBe(null);
  await expect(getFlowRunResult(id)).rejects.toThrow("has no stored result");
});

test("results go to a saved block by its name, and are found by its document", async () => {
  const block = new LocalFileSystem({ basepath: join(folder, "saved") });
  const blockId = await block.save("results");
  let taskRunId = "";
  const one = task("one", () => {
    taskRunId = runContext().taskRun!.id;
    return [1, "a", null];
  });
  const id = await runNamed("by a block", { resultStorage: "local-file-system/results" }, () => one());
  const { data } = await stateOf(id);
  expect(data).toMatchObject({ storage_block_id: blockId, serializer: { type: "json" } });
  expect(existsSync(join(folder, "saved", (data as { storage_key: string }).storage_key))).toBe(true);
  expect(await getFlowRunResult(id)).toEqual([1, "a", null]);
  expect(await getTaskRunResult(taskRunId)).toEqual([1, "a", null]);
});

test("a storage key is filled in, and what is there under it is taken", async () => {
  const resultStorage = new LocalFileSystem({ basepath: folder });
  const report = task(
    "report",
    {
      resultStorage,
      resultSerializer: "json",
      resultStorageKey: "{flowRun.flowName}/{parameters.region}.json",
    },
    (region: string) => ({ region, at: new Date(0) }),
  );
  const reports = flow("reports", async () => [await report("north"), await report("north")]);
  expect(await reports()).toEqual([
    { region: "north", at: new Date(0) },
    { region: "north", at: "1970-01-01T00:00:00.000Z" },
  ]);
  const stored = JSON.parse(await readFile(join(folder, "reports/north.json"), "utf8"));
  expect(JSON.parse(stored.result)).toEqual({ region: "north", at: "1970-01-01T00:00:00.000Z" });
});

test("a result that cannot be written leaves the run completed, and a warning in its log", async () => {
  const id = await runNamed("returns a function", { persistResult: true }, () => [() => 1]);
  expect(await stateOf(id)).toMatchObject({ type: "COMPLETED", data: null });
  const logs = await server.client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
  expect(logs.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/The result was not stored: .* cannot be written as a structured clone/),
  );
});

test("a storage that is down lets tasks run uncached", async () => {
  const down: WritableFileSystem = {
    readPath: () => Promise.reject(new Error("down")),
    writePath: () => Promise.reject(new Error("down")),
  };
  const one = task("runs all the same", { cache: "inputs", resultStorage: down }, () => 1);
  expect(await flow("needs no cache", () => one())()).toBe(1);
});

test("a block that is not there fails what wants to store in it", async () => {
  const lost = task("lost", { resultStorage: "local-file-system/missing" }, () => 1);
  await expect(flow("loses", () => lost())()).rejects.toThrow(
    'There is no block "local-file-system/missing"',
  );
});

test("a run that completed before is not run again, and answers what it returned", async () => {
  let runs = 0;
  const counted = { name: "done", options: { persistResult: true }, schema: undefined, fn: () => ++runs };
  const { id: flow_id } = await server.client.createFlow({ body: { name: "done" } });
  const { id } = await server.client.createFlowRun({ body: { flow_id, state: { type: "PENDING" } } });
  expect([await executeFlowRun(counted, id), await executeFlowRun(counted, id)]).toEqual([1, 1]);
});

/** Runs a flow of this name; answers the id of its run. */
async function runNamed(name: string, options: object, fn: (id: string) => unknown): Promise<string> {
  let id = "";
  await flow(name, options, () => {
    id = flowRunId();
    return fn(id);
  })();
  return id;
}
