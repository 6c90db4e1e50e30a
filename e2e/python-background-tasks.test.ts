import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outcomeOf, type ProgramHome, runPython } from "./support/run-program.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const PROGRAM = "e2e/programs/background_tasks.py";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;

const startServer = (port = 0) =>
  startReeveServer(directory.path, port, {
    REEVE_SERVER_TASKS_WORKER_TIMEOUT: "3",
    REEVE_SERVER_SERVICES_LOST_TASK_RUNS_LOOP_SECONDS: "1",
  });

beforeAll(async () => {
  reeve = await startServer();
  home = { apiUrl: reeve.apiUrl, directory: directory.path };
  client = createClient({ apiUrl: reeve.apiUrl });
});

afterAll(async () => {
  client?.[Symbol.dispose]();
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

type Outcome = { id: string; state: string; value: unknown };

/** Puts runs of tasks into the background, and answers how they ended. */
async function outcomesOf(...calls: unknown[][]): Promise<Outcome[]> {
  const rows: [string, string, unknown][] = await outcomeOf(
    runPython(PROGRAM, ["await", JSON.stringify(calls)], home),
  );
  return rows.map(([id, state, value]) => ({ id, state, value }));
}

const serve = (limit: number): SpawnedProcess => runPython(PROGRAM, ["serve", String(limit)], home);
const valuesOf = (outcomes: Outcome[]) => outcomes.map(({ state, value }) => [state, value]);
const marker = (name: string) => join(directory.path, name);
const historyOf = async (task_run_id: string) =>
  (await client.listTaskRunStates({ query: { task_run_id } })).map(({ name }) => name);

test("delayed runs are done by a worker, and their results are there for who delayed them", async () => {
  await using _ = serve(10);
  const outcomes = await outcomesOf(["add", 1, 2], ["add", 3, 4], ["fail_once", marker("fail-once")]);
  expect(valuesOf(outcomes)).toEqual([
    ["Completed", 3],
    ["Completed", 7],
    ["Completed", "second time"],
  ]);
  expect(await client.listTaskWorkers({ body: {} })).toMatchObject([
    {
      task_keys: expect.arrayContaining([expect.stringMatching(/^add-/), expect.stringMatching(/^sturdy-/)]),
    },
  ]);
});

test("what a killed worker had is done by another, but for what may not run twice", async () => {
  await using first = serve(2);
  await first.waitForOutput(/Subscribing/);
  const outcomes = outcomesOf(
    ["sturdy", marker("sturdy")],
    ["fragile", marker("fragile")],
    ["add", 5, 6],
    ["add", 7, 8],
    ["add", 9, 10],
  );
  // The third is in the worker's hands as well, and waits for one of the two to end.
  await first.waitForOutput(/(?:Received task run[\s\S]*){3}/);
  const running = { task_runs: { state: { type: { any_: ["RUNNING" as const] } } } };
  await expect.poll(() => client.countTaskRuns({ body: running }), { timeout: 30_000 }).toBe(2);
  first.kill("SIGKILL");
  await using _ = serve(2);
  const ended = await outcomes;
  expect(valuesOf(ended)).toEqual([
    ["Completed", "done"],
    ["Crashed", "CrashedRun"],
    ["Completed", 11],
    ["Completed", 15],
    ["Completed", 19],
  ]);
  const [sturdy, fragile, add] = await Promise.all(ended.map(({ id }) => historyOf(id)));
  expect(sturdy).toEqual(expect.arrayContaining(["Running", "AwaitingRetry", "Completed"]));
  expect(fragile?.slice(-2)).toEqual(["Running", "Crashed"]);
  expect(add).toEqual(expect.arrayContaining(["Scheduled", "AwaitingRetry", "Completed"]));
});

test("delayed runs outlive the server, and wait for a worker", async () => {
  const calls = JSON.stringify([
    ["add", 1, 1],
    ["add", 2, 2],
  ]);
  expect((await runPython(PROGRAM, ["delay", calls], home).ended).code).toBe(0);
  const inState = (type: "SCHEDULED" | "COMPLETED") => ({ task_runs: { state: { type: { any_: [type] } } } });
  const waiting = await client.listTaskRuns({ body: inState("SCHEDULED") });
  expect(waiting).toHaveLength(2);
  const { port } = reeve;
  await reeve[Symbol.asyncDispose]();
  reeve = await startServer(port);
  await using _ = serve(10);
  const both = { id: { any_: waiting.map(({ id }) => id) } };
  const done = { task_runs: { ...inState("COMPLETED").task_runs, ...both } };
  await expect.poll(() => client.countTaskRuns({ body: done }), { timeout: 30_000 }).toBe(2);
});
