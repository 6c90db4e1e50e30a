import { readFileSync } from "node:fs";
import type { FlowRun } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DeployedProject } from "./support/deployed-project.ts";
import { runReeve } from "./support/reeve-command.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";

const BOTH = ["train-flow/taxi", "main-flow/taxi"] as const;

let project: DeployedProject;
let worker: SpawnedProcess;

beforeAll(async () => {
  project = await DeployedProject.open();
  worker = await project.startWorker("zoompool", "-t", "process");
  await Promise.all([
    project.deploy("taxi.ts:trainFlow", "taxi", "zoompool"),
    project.deploy("orchestrate.py:main_flow", "taxi", "zoompool"),
  ]);
});
afterAll(() => project?.[Symbol.asyncDispose]());

const processOf = ({ infrastructure_pid }: FlowRun) => Number(infrastructure_pid?.split(":")[1]);

/** A run of each language's flow that is under way and goes on for so long. */
async function bothRunning(seconds: number): Promise<FlowRun[]> {
  const runs = await Promise.all(BOTH.map((name) => project.createRun(name, { seconds })));
  return Promise.all(runs.map(({ id }) => project.untilRunning(id)));
}

test.each(BOTH)(
  "%s is run and retried by the worker and followed, and its end is the exit code",
  async (name) => {
    const run = (rows: number) =>
      runReeve(["deployment", "run", name, "-p", `rows=${rows}`, "--watch"], project.where);
    const [good, bad] = await Promise.all([run(7), run(-1)]);
    expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining("Read 7 rows.") });
    expect(good.stderr).toMatch(/STATE +\| Flow run '.+' - Completed\nFlow run ".+" ended as Completed\.\n$/);
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("ended as Failed") });
    const [id = ""] = /(?<=flow-run\/)\S+/.exec(bad.stdout) ?? [];
    expect(await project.readRun(id)).toMatchObject({ state_name: "Failed", run_count: 2 });
  },
);

test("a deployment carries what the flow's file says of it", async () => {
  const printed = await project.deploy(
    "taxi.ts:trainFlow",
    "described",
    "zoompool",
    ...["--cron", "0 6 * * *", "--interval", "1h", "--rrule", "FREQ=DAILY;COUNT=3"],
    ...["--timezone", "Europe/Berlin", "--param", "rows=5", "--params", '{"seconds": 0.5}'],
    ...["--tag", "ops", "--tag", "taxi", "--version", "7", "--job-variable", 'env={"A":"1"}'],
    ...["--concurrency-limit", "2", "--collision-strategy", "cancel_new"],
  );
  expect(printed).toContain("Deployed train-flow/described to the work pool zoompool.");
  const inspect = ["deployment", "inspect", "train-flow/described", "--json"];
  const { code, stdout } = await runReeve(inspect, project.where);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    description: "Reads some rows.",
    entrypoint: "taxi.ts:trainFlow",
    schedules: expect.arrayContaining(
      [{ cron: "0 6 * * *" }, { interval: 3600 }, { rrule: expect.stringContaining("COUNT=3") }].map((own) =>
        expect.objectContaining({
          active: true,
          schedule: expect.objectContaining({ ...own, timezone: "Europe/Berlin" }),
        }),
      ),
    ),
    parameters: { rows: 5, seconds: 0.5 },
    tags: ["ops", "taxi"],
    version: "7",
    job_variables: { env: { A: "1" } },
    global_concurrency_limit: { limit: 2 },
    concurrency_options: { collision_strategy: "CANCEL_NEW" },
    parameter_openapi_schema: { properties: { rows: { type: "integer", default: 100, position: 0 } } },
    pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: project.folder } }],
  });
});

test("what a run prints is in its log once, whether a logger takes it or not", async () => {
  const { id } = await project.untilEnded((await project.createRun("train-flow/taxi", { rows: 3 })).id);
  await expect.poll(() => project.messagesOf(id)).toContain("A line that no logger sees.");
  const messages = await project.messagesOf(id);
  expect(messages.filter((message) => message === "Read 3 rows.")).toHaveLength(1);
});

test("a cancelled run goes from Cancelling to Cancelled in either language, and its process is gone", async () => {
  const running = await bothRunning(600);
  await runReeve(["flow-run", "cancel", ...running.map(({ id }) => id)], project.where);
  for (const flowRun of running) {
    await project.untilState(flowRun.id, (type) => type === "CANCELLED");
    await expect.poll(() => isThere(processOf(flowRun)), { timeout: 10_000 }).toBe(false);
    const names = await project.stateNamesOf(flowRun.id);
    // The engine of a Python flow says Cancelling, too, before it runs the flow's hooks.
    expect([...new Set(names)].slice(-3)).toEqual(["Running", "Cancelling", "Cancelled"]);
  }
  await expect.poll(() => project.messagesOf(running[1]!.id)).toContain("Cleaned up.");
});

test("a run whose process is killed is Crashed at once, with the exit code and what it means", async () => {
  const running = await bothRunning(600);
  for (const { id, ...flowRun } of running) {
    const shell = processOf({ id, ...flowRun });
    // The shell notes how the flow's own process ended.
    const children = readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8");
    process.kill(Number(children.trim().split(" ")[0]), "SIGKILL");
    const killedAt = performance.now();
    const { state } = await project.untilEnded(id);
    expect(performance.now() - killedAt).toBeLessThan(5_000);
    expect(state).toMatchObject({ type: "CRASHED", message: expect.stringContaining("exit code 137") });
  }
});

test("runs outlive their worker, and the next worker reports how they end, or cancels them", async () => {
  const [running, { id: endless }] = await Promise.all([
    bothRunning(3),
    project.createRun("main-flow/taxi", { seconds: 600 }).then(({ id }) => project.untilRunning(id)),
  ]);
  worker.kill("SIGKILL");
  await worker.ended;
  await runReeve(["flow-run", "cancel", endless], project.where);
  worker = await project.startWorker("zoompool");
  await project.untilState(endless, (type) => type === "CANCELLED");
  // Its engine cannot be told any more why it was ended, so it reports a crash.
  expect((await project.stateNamesOf(endless)).slice(-3)).toEqual(["Running", "Cancelling", "Cancelled"]);
  await worker.waitForOutput(/Cleaned up\./);
  for (const { id } of running) {
    expect(await project.untilEnded(id)).toMatchObject({ state_type: "COMPLETED", run_count: 1 });
  }
});

test("a run whose process starts while the server is away runs all the same, once the server is back", async () => {
  const { id } = await project.createRun("main-flow/taxi");
  const isLaunched = async () => (await project.readRun(id)).infrastructure_pid !== null;
  await expect.poll(isLaunched, { timeout: 20_000 }).toBe(true);
  const launched = processOf(await project.readRun(id));
  // Prefect's engine gives up on a server that it has not reached before.
  await project.replaceServer(() => expect.poll(() => isThere(launched), { timeout: 30_000 }).toBe(false));
  expect(await project.untilEnded(id)).toMatchObject({ state_type: "COMPLETED", run_count: 1 });
  expect(await project.stateNamesOf(id)).toEqual([
    ...["Scheduled", "Pending", "Submitting"],
    ...["Scheduled", "Pending", "Submitting", "Running", "Completed"],
  ]);
});

test("a flow that cannot be loaded makes a Crashed run that says why", async () => {
  await project.deploy("taxi.ts:trainFlow", "moved", "zoompool");
  const { id } = await project.findDeployment("train-flow/moved");
  await project.client.updateDeployment({ params: { id }, body: { entrypoint: "taxi.ts:gone" } });
  const { state } = await project.untilEnded((await project.createRun("train-flow/moved")).id);
  expect(state).toMatchObject({
    type: "CRASHED",
    message: 'The flow could not be loaded: taxi.ts has no flow "gone"; it has trainFlow.',
  });
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
