import { type Client, createClient } from "@reeve/client";
import type { FlowRun } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { runPrefect } from "./support/run-prefect.ts";
import { outcomeOf, type ProgramHome, runPython } from "./support/run-program.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;
let runner: SpawnedProcess;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path, 0, {
    PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS: "1",
  });
  home = {
    apiUrl: reeve.apiUrl,
    directory: directory.path,
    env: { PREFECT_RUNNER_POLL_FREQUENCY: "1" },
  };
  client = createClient({ apiUrl: reeve.apiUrl });
  runner = runPython("e2e/programs/serve_suspending.py", [], home);
  await runner.waitForOutput(/endless/);
});

afterAll(async () => {
  client?.[Symbol.dispose]();
  await runner?.[Symbol.asyncDispose]();
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const start = async (name: string): Promise<FlowRun> => {
  const params = { flow_name: name, deployment_name: name };
  const { id } = await client.getDeploymentByName({ params });
  return client.createFlowRunOfDeployment({ params: { id }, body: {} });
};

/** The flow run, once its state has one of these names. */
async function whenState(id: string, ...names: string[]): Promise<FlowRun> {
  let flowRun: FlowRun | undefined;
  const nameOf = async () => {
    flowRun = await client.getFlowRun({ params: { id } });
    return flowRun.state_name;
  };
  await expect.poll(nameOf, { timeout: 50_000, interval: 200 }).toBeOneOf(names);
  return flowRun!;
}

const historyOf = async (flow_run_id: string) =>
  (await client.listFlowRunStates({ query: { flow_run_id } })).map(({ name }) => name);

test("flows pause until they are resumed, with input that fits, and send each other messages", async () => {
  const outcome = await outcomeOf(runPython("e2e/programs/pause_and_resume.py", [], home));
  // Whoever notices first that nobody came fails the run, and the other may say so again.
  outcome.states.impatient = outcome.states.impatient.slice(0, 4);
  expect(outcome).toEqual({
    plain: "went on",
    resumed: expect.stringMatching(/Running|Completed/),
    asking: { by: "Marvin", amount: 3 },
    asked: {
      description: "Who approves?",
      fields: ["amount", "by"],
      default: 2,
      refused: "REJECT",
      reason: expect.stringMatching(/"by" is required.*"many" is not of type integer/),
    },
    impatient: "timed out",
    heard: ["Marvin", "bye"],
    answered: "Hello Marvin!",
    again: "not paused",
    states: {
      plain: ["Pending", "Running", "Paused", "Running", "Completed"],
      asking: ["Pending", "Running", "Paused", "Running", "Completed"],
      impatient: ["Pending", "Running", "Paused", "Failed"],
    },
  });
});

test("a flow suspends itself, ends its process, and goes on in another with what it was given", async () => {
  const { id } = await start("suspending");
  await whenState(id, "Suspended");
  // The client suspends a run before it stores what the run asks for.
  const asked = { params: { id }, body: { prefix: "suspended-", limit: 10 } };
  const keys = async () => (await client.listFlowRunInputs(asked)).map(({ key }) => key);
  await expect.poll(keys).toEqual(expect.arrayContaining([expect.stringMatching(/-schema$/)]));
  const refused = await client.resumeFlowRun({ params: { id }, body: { run_input: {} } });
  expect(refused).toMatchObject({ status: "REJECT", details: { type: "abort_details" } });
  const resumed = await client.resumeFlowRun({ params: { id }, body: { run_input: { name: "Marvin" } } });
  expect(resumed).toMatchObject({ status: "ACCEPT", state: { name: "Resuming" } });
  const ended = await whenState(id, "Completed", "Failed", "Crashed");
  expect(ended).toMatchObject({ state: { message: "Marvin 7" }, run_count: 1 });
  expect(await historyOf(id)).toEqual([
    "Scheduled",
    "Pending",
    "Submitting",
    "Running",
    "Suspended",
    "Resuming",
    "Pending",
    "Submitting",
    "Running",
    "Completed",
  ]);
  const logs = await client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
  expect(logs.filter(({ message }) => message === "preparing")).toHaveLength(1);
});

test("a cancelled run is stopped by its runner, and what it had started is cancelled, too", async () => {
  const { id } = await start("endless");
  await whenState(id, "Running");
  const children = { flow_runs: { parent_flow_run_id: { any_: [id] } } };
  await expect.poll(() => client.countFlowRuns({ body: children }), { timeout: 30_000 }).toBe(1);
  const [child] = await client.listFlowRuns({ body: children });
  const tasksOfChild = { flow_runs: { id: { any_: [child!.id] } } };
  const statesOf = async (body: object) =>
    (await client.listTaskRuns({ body })).map(({ state_name }) => state_name);
  await expect.poll(() => statesOf(tasksOfChild), { timeout: 30_000 }).toEqual(["Running"]);
  const [command] = await runPrefect(home, ["flow-run", "cancel", id]);
  expect(command?.code, command?.stderr).toBe(0);
  await whenState(id, "Cancelled");
  // A process that is given the time says by itself that what it ran has crashed.
  await whenState(child!.id, "Cancelled", "Crashed");
  const ended = [expect.stringMatching(/^(Cancelled|Crashed)$/)];
  await expect.poll(() => statesOf(tasksOfChild), { timeout: 30_000 }).toEqual(ended);
  expect(await historyOf(id)).toEqual(expect.arrayContaining(["Running", "Cancelling", "Cancelled"]));
});
