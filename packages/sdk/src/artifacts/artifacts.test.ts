import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { flow } from "../flow.ts";
import { runContext } from "../run-context.ts";
import { task } from "../task.ts";
import {
  createImageArtifact,
  createLinkArtifact,
  createMarkdownArtifact,
  createProgressArtifact,
  createTableArtifact,
  updateProgressArtifact,
} from "./artifacts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const read = (id: string) => server.client.getArtifact({ params: { id } });

test("an artifact belongs to the task run and the flow run that made it", async () => {
  const report = task("report", async () => ({
    id: await createMarkdownArtifact({ key: "model-report", markdown: "# RMSE", description: "How good" }),
    taskRunId: runContext().taskRun!.id,
  }));
  const made = await flow("makes artifacts", async () => ({
    ofTask: await report(),
    ofFlow: await createMarkdownArtifact({ markdown: "done" }),
    flowRunId: runContext().flowRun!.id,
  }))();
  expect(await read(made.ofTask.id)).toMatchObject({
    type: "markdown",
    key: "model-report",
    data: "# RMSE",
    description: "How good",
    flow_run_id: made.flowRunId,
    task_run_id: made.ofTask.taskRunId,
  });
  expect(await read(made.ofFlow)).toMatchObject({
    key: null,
    flow_run_id: made.flowRunId,
    task_run_id: null,
  });
});

test("an artifact made outside of runs belongs to none", async () => {
  const id = await createImageArtifact({ imageUrl: "https://example.com/a.png", key: "picture" });
  expect(await read(id)).toMatchObject({
    type: "image",
    data: "https://example.com/a.png",
    flow_run_id: null,
  });
});

test("artifacts of one key are versions, the newest of which is the latest", async () => {
  await createMarkdownArtifact({ key: "versions", markdown: "one" });
  await createMarkdownArtifact({ key: "versions", markdown: "two" });
  const latest = await server.client.getLatestArtifact({ params: { key: "versions" } });
  expect(latest.data).toBe("two");
  const all = await server.client.listArtifacts({ body: { artifacts: { key: { any_: ["versions"] } } } });
  expect(all).toHaveLength(2);
});

test.each([
  ["rows by column", [{ n: 1, x: 1.5 }, { n: 2 }], '[{"n":1,"x":1.5},{"n":2}]'],
  ["lists of cells", [["a", Number.NaN], [2n]], '[["a",null],["2"]]'],
  ["columns", { n: [1, 2] }, '{"n":[1,2]}'],
])("a table of %s is kept as JSON", async (_, table, text) => {
  const { type, data } = await read(await createTableArtifact({ table }));
  expect({ type, data }).toEqual({ type: "table", data: text });
});

test("a link shows its text, or else its address", async () => {
  const link = "https://example.com";
  expect((await read(await createLinkArtifact({ link, linkText: "There" }))).data).toBe(`[There](${link})`);
  expect((await read(await createLinkArtifact({ link }))).data).toBe(`[${link}](${link})`);
});

test("progress is updated in place and keeps its description", async () => {
  const id = await createProgressArtifact({ key: "loading", progress: 0, description: "Loading" });
  await updateProgressArtifact(id, { progress: 62.5 });
  expect(await read(id)).toMatchObject({ type: "progress", data: 62.5, description: "Loading" });
  await updateProgressArtifact(id, { progress: 100, description: "Loaded" });
  expect(await read(id)).toMatchObject({ data: 100, description: "Loaded" });
});

test.each([-1, 100.1, Number.NaN])("the progress %d is refused", async (progress) => {
  await expect(createProgressArtifact({ progress })).rejects.toThrow("from 0 to 100");
});

test.each(["Report", "a_b", ""])("%j is refused as a key", async (key) => {
  await expect(createMarkdownArtifact({ key, markdown: "x" })).rejects.toThrow(
    `"${key}" cannot be the key of an artifact`,
  );
});
