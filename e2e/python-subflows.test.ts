import { type Client, createClient } from "@reeve/client";
import { flow, pythonFlow, RunCrashed, task } from "reeve";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const FILE = fromRoot("e2e/programs/called_from_typescript.py");
const options = { virtualEnv: fromRoot(".venv/test"), environment: { PLACE: "here" } };
const of = <P extends object, R>(fn: string) => pythonFlow<P, R>(`${FILE}:${fn}`, options);
const doubleAll = of<{ numbers: number[] }, { doubled: number[]; place: string }>("double_all");
const count = task("count", () => [1, 2, 3]);
const sum = task("sum", (numbers: number[]) => numbers.reduce((total, number) => total + number, 0));

let client: Client;
let reeve: ReeveServer;
const disposed = new AsyncDisposableStack();
const directory = disposed.use(makeTemporaryDirectory());

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  disposed.defer(() => reeve[Symbol.asyncDispose]());
  client = disposed.use(createClient({ apiUrl: reeve.apiUrl }));
  vi.stubEnv("REEVE_API_URL", reeve.apiUrl);
  vi.stubEnv("REEVE_HOME", directory.path);
  vi.stubEnv("PREFECT_HOME", directory.path);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await disposed.disposeAsync();
});

const stateOf = async (flowName: string) => {
  const [flowRun] = await client.listFlowRuns({ body: { flows: { name: { any_: [flowName] } } } });
  return { type: flowRun?.state?.type, message: flowRun?.state?.message };
};

test("a Python flow is a subflow of the one in TypeScript that calls it, and answers it in JSON", async () => {
  const caller = flow("caller", async () => {
    const { doubled, place } = await doubleAll({ numbers: count.submit() });
    return { total: await sum(doubled), place };
  });
  expect(await caller()).toEqual({ total: 12, place: "here" });
  const [flowRun] = await client.listFlowRuns({ body: { flows: { name: { any_: ["caller"] } } } });
  const { nodes } = await client.getRunGraph({ params: { id: flowRun!.id } });
  const graph = nodes.map(([, { label, kind, children }]) => ({ label, kind, children: children.length }));
  expect(graph).toMatchObject([
    { label: expect.stringMatching(/^count-/), kind: "task-run", children: 1 },
    { kind: "flow-run", children: 1 },
    { label: expect.stringMatching(/^sum-/), kind: "task-run", children: 0 },
  ]);
});

test("one that fails, is killed, or keeps no result throws and says why", async () => {
  const [failed, killed, kept] = await Promise.allSettled([
    of("fail_with")({ message: "The data are wrong." }),
    of("be_killed")({}),
    of("keep_nothing")({}),
  ]);
  expect(failed).toMatchObject({ reason: { message: expect.stringContaining("The data are wrong.") } });
  expect(await stateOf("fail-with")).toMatchObject({ type: "FAILED" });
  expect(killed).toMatchObject({ reason: expect.any(RunCrashed) });
  expect(await stateOf("be-killed")).toMatchObject({
    type: "CRASHED",
    message: expect.stringContaining("exit code 137"),
  });
  expect(kept).toMatchObject({ reason: { message: expect.stringContaining("no stored result") } });
  expect(await stateOf("keep-nothing")).toMatchObject({ type: "COMPLETED" });
});

test("one whose process starts while the server is away runs once the server is back", async () => {
  const printed = () =>
    vi
      .mocked(process.stderr.write)
      .mock.calls.some(([text]) => String(text).startsWith("httpx.ConnectError"));
  const answer = doubleAll({ numbers: [4] });
  const pending = {
    flows: { name: { any_: ["double-all"] } },
    flow_runs: { state: { type: { any_: ["PENDING" as const] } } },
  };
  await expect.poll(() => client.countFlowRuns({ body: pending }), { timeout: 20_000 }).toBe(1);
  reeve.process.kill("SIGKILL");
  await reeve.process.ended;
  // Its interpreter takes as long to come so far as the machine is slow and busy.
  await expect.poll(printed, { timeout: 60_000 }).toBe(true);
  reeve = await startReeveServer(directory.path, reeve.port);
  expect(await answer).toEqual({ doubled: [8], place: "here" });
}, 150_000);
