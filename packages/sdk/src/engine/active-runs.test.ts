import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";

const PROGRAM = fileURLToPath(new URL("../../test/flows/interrupted.ts", import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function startProgram(...args: string[]): Promise<ChildProcess> {
  const program = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  await once(program.stdout!, "data");
  return program;
}

const newestStates = async () => {
  const { client } = server;
  const [inner] = await client.listFlowRuns({
    body: { flows: { name: { any_: ["interrupted-inner"] } }, sort: "EXPECTED_START_TIME_DESC", limit: 1 },
  });
  const [outer] = await client.listFlowRuns({
    body: { flows: { name: { any_: ["interrupted"] } }, sort: "EXPECTED_START_TIME_DESC", limit: 1 },
  });
  const body = { flow_runs: { id: { any_: [inner!.id] } } };
  const taskRunOf = async () => (await client.listTaskRuns({ body }))[0]!;
  await expect.poll(async () => (await taskRunOf()).state_type).not.toBe("RUNNING");
  const taskRun = await taskRunOf();
  return { outer, inner, taskRun };
};

test("a process that is told to end reports its runs as Crashed, then ends by that signal", async () => {
  const program = await startProgram();
  program.kill("SIGTERM");
  const [, signal] = await once(program, "exit");
  expect(signal).toBe("SIGTERM");
  const { outer, inner, taskRun } = await newestStates();
  expect([outer!.state_type, inner!.state_type, taskRun!.state_type]).toEqual([
    "CRASHED",
    "CRASHED",
    "CRASHED",
  ]);
  expect(outer!.state?.message).toBe("RunCrashed: The process received SIGTERM.");
});

test("an error nobody caught crashes the runs with its message, and the process fails", async () => {
  const program = await startProgram("throw");
  const [code] = await once(program, "exit");
  expect(code).toBe(1);
  const { outer, taskRun } = await newestStates();
  expect([outer!.state_type, taskRun!.state_type]).toEqual(["CRASHED", "CRASHED"]);
  expect(outer!.state?.message).toContain("nobody caught this");
});
