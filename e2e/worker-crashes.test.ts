import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DeployedProject } from "./support/deployed-project.ts";
import { runReeve } from "./support/reeve-command.ts";

const POOL = "zoompool";
const LIMIT = 6;
const DEPLOYMENTS = ["witness/both", "witness-flow/both"] as const;
// Each of a flow in its language; starting two hundred interpreters would show no more.
const REAL = 2;
const OF_EACH = 100;

let project: DeployedProject;

beforeAll(async () => {
  project = await DeployedProject.open();
  const create = ["work-pool", "create", POOL, "--concurrency-limit", String(LIMIT)];
  expect(await runReeve(create, project.where)).toMatchObject({ code: 0 });
  await Promise.all([
    project.deploy("witness.ts:witness", "both", POOL),
    project.deploy("witness.py:witness_flow", "both", POOL),
  ]);
});
afterAll(() => project?.[Symbol.asyncDispose]());

/** Two hundred runs of both deployments; answers those of the flows themselves, which run first and wait for a file. */
async function queueRuns(notes: string, until: string): Promise<string[]> {
  const note = (sign: string) => `echo "${sign} $PREFECT__FLOW_RUN_ID" >> ${notes}`;
  const command = `${note("+")}; sleep 0.05; ${note("-")}; exit 9`;
  const real = Array.from({ length: REAL }, () => ({ parameters: { notes, until } }));
  const commands = Array.from({ length: OF_EACH - REAL }, () => ({
    parameters: { notes, until },
    job_variables: { command },
  }));
  const ids = await Promise.all(DEPLOYMENTS.map(async (name) => (await project.findDeployment(name)).id));
  const create = (body: typeof real) =>
    Promise.all(ids.map((id) => project.client.createFlowRunsOfDeployment({ params: { id }, body })));
  const first = await create(real);
  await create(commands);
  return first.flatMap(({ results }) => results.map(({ flow_run_id }) => flow_run_id ?? ""));
}

const count = (...states: ("COMPLETED" | "CRASHED")[]) =>
  project.client.countFlowRuns({ body: { flow_runs: { state: { type: { any_: states } } } } });

test("of two hundred runs none is lost, none runs twice and no more run at once than may, though server and worker are killed", async () => {
  const [notes, until] = [join(project.path, "notes"), join(project.path, "go-on")];
  const lines = () => (existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : []);
  const begun = () => lines().filter((line) => line.startsWith("+"));
  const untilBegun = (number: number) =>
    expect.poll(() => begun().length, { timeout: 40_000 }).toBeGreaterThanOrEqual(number);
  const flows = await queueRuns(notes, until);
  const worker = await project.startWorker(POOL);
  await expect
    .poll(() => flows.filter((id) => lines().includes(`+ ${id}`)), { timeout: 40_000 })
    .toEqual(flows);
  await untilBegun(30);
  await project.replaceServer();
  writeFileSync(until, "");
  await untilBegun(110);
  worker.kill("SIGKILL");
  await worker.ended;
  await project.startWorker(POOL);
  await expect.poll(() => count("COMPLETED", "CRASHED"), { timeout: 60_000, interval: 200 }).toBe(200);
  const ends = await Promise.all(flows.map((id) => project.readRun(id)));
  expect(ends.map(({ state_type, run_count }) => [state_type, run_count])).toEqual(
    flows.map(() => ["COMPLETED", 1]),
  );
  expect(begun()).toHaveLength(200);
  expect(new Set(begun()).size).toBe(200);
  let atOnce = 0;
  const levels = lines().map((line) => (atOnce += line.startsWith("+") ? 1 : -1));
  expect(Math.max(...levels)).toBeLessThanOrEqual(LIMIT);
}, 120_000);
