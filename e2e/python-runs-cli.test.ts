import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { currentTimestamp } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outputsOf, runPrefect } from "./support/run-prefect.ts";
import { outcomeOf, type ProgramHome, runPython } from "./support/run-program.ts";
import { spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;
/** The runs of the program, by the names of their flows. */
let ids: Record<"report" | "fails-once" | "too-slow" | "slow-task", string>;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  const env = { MARKER: join(directory.path, "marker") };
  home = { apiUrl: reeve.apiUrl, directory: directory.path, env };
  client = createClient({ apiUrl: reeve.apiUrl });
  ids = await outcomeOf(runPython("e2e/programs/ordinary_runs.py", [], home));
});

afterAll(async () => {
  client?.[Symbol.dispose]();
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const statesOf = async (flow_run_id: string) =>
  (await client.listFlowRunStates({ query: { flow_run_id } })).map(({ name }) => name);

test("a flow and a task that take too long are stopped, and say so", async () => {
  expect(await statesOf(ids["too-slow"])).toEqual(["Pending", "Running", "TimedOut"]);
  const body = { flow_runs: { id: { any_: [ids["slow-task"]] } } };
  const [taskRun] = await client.listTaskRuns({ body });
  expect(taskRun).toMatchObject({ state_name: "TimedOut", state_type: "FAILED" });
});

test("`prefect flow-run` and `prefect task-run` list, inspect and print the logs of runs", async () => {
  const { report } = ids;
  const [all, failed, inspected, flowLog, flows, taskRuns] = await outputsOf(
    home,
    ["flow-run", "ls"],
    ["flow-run", "ls", "--state-type", "FAILED", "--output", "json"],
    ["flow-run", "inspect", report, "--output", "json"],
    ["flow-run", "logs", report],
    ["flow", "ls"],
    ["task-run", "ls", "--output", "json"],
  );
  for (const id of Object.values(ids)) expect(all).toContain(id);
  const names = JSON.parse(failed!).map(({ state }: { state: { name: string } }) => state.name);
  expect(names.sort()).toEqual(["Failed", "Failed", "TimedOut"]);
  expect(JSON.parse(inspected!)).toMatchObject({ id: report, state: { type: "COMPLETED" }, run_count: 1 });
  expect(flowLog).toMatch(/measured 1[\s\S]*measured 2[\s\S]*Finished in state Completed/);
  for (const name of Object.keys(ids)) expect(flows).toContain(name);
  const measured = JSON.parse(taskRuns!).find(({ name }: { name: string }) => name.startsWith("measure"));
  const [taskRun, taskLog] = await outputsOf(
    home,
    ["task-run", "inspect", measured.id, "--output", "json"],
    ["task-run", "logs", measured.id],
  );
  expect(JSON.parse(taskRun!)).toMatchObject({ id: measured.id, flow_run_id: report });
  expect(taskLog).toMatch(/measured \d/);
});

test("`prefect flow-run retry` runs a failed run again where it is asked to", async () => {
  const failed = ids["fails-once"];
  expect(await statesOf(failed)).toEqual(["Pending", "Running", "Failed"]);
  const entrypoint = `${fromRoot("e2e/programs/ordinary_runs.py")}:fails_once`;
  await outputsOf(home, ["flow-run", "retry", failed, "--entrypoint", entrypoint]);
  const flowRun = await client.getFlowRun({ params: { id: failed } });
  expect(flowRun).toMatchObject({ state_type: "COMPLETED", run_count: 2 });
});

test("`prefect flow-run` cancels and deletes runs, and refuses what cannot be done", async () => {
  const { id: flow_id } = await client.getFlowByName({ params: { name: "report" } });
  const { id } = await client.createFlowRun({ body: { flow_id, state: { type: "RUNNING" } } });
  const { report } = ids;
  const commands = [
    ["flow-run", "cancel", id],
    ["flow-run", "cancel", report],
    ["flow-run", "retry", id],
    ["flow-run", "delete", id],
    ["flow-run", "inspect", id],
    ["flow-run", "delete", id],
  ];
  const ended = await runPrefect(home, ...commands);
  expect(ended.map(({ code }) => code)).toEqual([0, 1, 1, 0, 1, 1]);
  const printed = ended.map(({ stdout, stderr }) => stdout + stderr);
  expect(printed[0]).toContain("scheduled for cancellation");
  expect(printed[1]).toContain("was unable to be cancelled");
  expect(printed[2]).toContain("cannot be retried");
  expect(printed[3]).toContain("deleted");
  for (const place of [4, 5]) expect(printed[place]).toContain("not found");
});

test("`prefect flow-run watch` prints a run's log as it comes, and ends with the run", async () => {
  const { id: flow_id } = await client.getFlowByName({ params: { name: "report" } });
  const { id } = await client.createFlowRun({ body: { flow_id, state: { type: "RUNNING" } } });
  await using watching = spawnProcess(fromRoot(".venv/test/bin/prefect"), ["flow-run", "watch", id], {
    PREFECT_API_URL: home.apiUrl,
    PREFECT_HOME: home.directory,
    NO_COLOR: "1",
    PYTHONUNBUFFERED: "1",
  });
  const seen = watching.waitForOutput(/said while it is watched/);
  const line = { name: "l", level: 20, message: "said while it is watched", flow_run_id: id };
  // Nothing tells from when on it watches, so it is said until it is heard.
  const saying = setInterval(
    () => client.createLogs({ body: [{ ...line, timestamp: currentTimestamp() }] }),
    300,
  );
  try {
    await seen;
  } finally {
    clearInterval(saying);
  }
  await client.setFlowRunState({ params: { id }, body: { state: { type: "COMPLETED" } } });
  const { code, stdout } = await watching.ended;
  expect(stdout).toContain("finished successfully in 'Completed'");
  expect(code).toBe(0);
});

test("the methods of `get_client()` do with flows, runs, states, logs and inputs what they say", async () => {
  expect(await outcomeOf(runPython("e2e/programs/client_for_runs.py", [], home))).toEqual({
    flow_runs: {
      read: ["renamed", ["b"], "v2", "blue", { x: 2 }, 1],
      scheduled_for: true,
      verdicts: ["WAIT", "ACCEPT", "ACCEPT"],
      states: ["Scheduled", "Running", "Completed"],
      one_state: ["Completed", "well done"],
      listed: ["renamed", "second"],
      counted: 2,
      logs: ["hi"],
      gone: ["ObjectNotFound", "ObjectNotFound"],
    },
    inputs: {
      listed: [["greeting-2", '"greeting-2"', "prefect.flow-run.x"]],
      value: '"other"',
      gone: "PrefectHTTPStatusError",
    },
    task_runs: {
      same: true,
      read: ["renamed-task", "Completed"],
      states: ["Pending", "Completed"],
      listed: ["renamed-task"],
      gone: "ObjectNotFound",
    },
    flows: {
      same: true,
      read: "short-lived",
      listed: ["short-lived"],
      gone: ["PrefectHTTPStatusError", "ObjectNotFound"],
    },
  });
});
