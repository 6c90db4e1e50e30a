import { fromRoot } from "../../scripts/set-up/root.mjs";
import { ApiClient } from "../measure/api-client.ts";
import { waitForCompletedTaskRuns } from "../measure/completed-task-runs.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { python } from "../python.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { makeTemporaryHome, spawnGroup } from "../servers/running-processes.ts";
import type { Measured, Scenario, Size } from "./scenario.ts";

/** A program that runs a flow of as many tasks as its argument says, and how to run it against a server. */
type Program = { command: string; args: string[]; env: (apiUrl: string, home: string) => NodeJS.ProcessEnv };

/** What the program prints: times in seconds since 1970. */
type Report = { flowRunId: string; started: number; ended: number };

const QUIET_LIMIT_MS = 60_000;
const PROGRAM_LIMIT_MS = 180_000;

/** Runs a flow of many tasks with Prefect's own Python SDK. */
export const runPythonFlow: Scenario = {
  name: "python-flow",
  title: "A flow from the Python SDK (prefect)",
  measure: (server, size) =>
    runFlow(server, size, {
      command: python(),
      args: [fromRoot("bench/programs/many_tasks.py")],
      env: (apiUrl, home) => ({
        PREFECT_API_URL: apiUrl,
        PREFECT_HOME: home,
        PREFECT_LOGGING_LEVEL: "WARNING",
        DO_NOT_TRACK: "1",
      }),
    }),
};

/** Runs a flow of many tasks with the TypeScript SDK. */
export const runTypeScriptFlow: Scenario = {
  name: "typescript-flow",
  title: "A flow from the TypeScript SDK (reeve)",
  measure: (server, size) =>
    runFlow(server, size, {
      command: process.execPath,
      args: [fromRoot("bench/programs/many-tasks.ts")],
      env: (apiUrl, home) => ({ REEVE_API_URL: apiUrl, REEVE_HOME: home }),
    }),
};

async function runFlow(server: BenchServer, size: Size, program: Program): Promise<Measured> {
  using client = new ApiClient(server.apiUrl, 1);
  using home = makeTemporaryHome("program");
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const cpuBefore = server.cpuMs();
  const args = [...program.args, String(size.tasks)];
  await using running = spawnGroup(program.command, args, program.env(server.apiUrl, home.path));
  const line = await running.waitForOutput(/^\{"flowRunId".*\}$/m, PROGRAM_LIMIT_MS);
  const report = JSON.parse(line) as Report;
  let exitedAt = Number.POSITIVE_INFINITY;
  running.ended.then(() => {
    exitedAt = Date.now() / 1000;
  });
  const limitMs = size.drainSeconds * 1000;
  const read = await waitForCompletedTaskRuns(client, report.flowRunId, size.tasks, limitMs);
  const readableAt = Date.now() / 1000;
  await running.ended;
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  return {
    figures: [
      {
        label: `${size.tasks} tasks, start to end of the flow`,
        value: report.ended - report.started,
        unit: "s",
      },
      { label: "end of the flow to all task runs readable", value: readableAt - report.ended, unit: "s" },
      { label: "of it after the program was gone", value: Math.max(0, readableAt - exitedAt), unit: "s" },
      { label: "task runs not readable by then", value: size.tasks - read, unit: "missing" },
      { label: "server CPU per task run", value: (server.cpuMs() - cpuBefore) / size.tasks, unit: "ms" },
    ],
  };
}
