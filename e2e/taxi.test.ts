import { type Client, createClient } from "@reeve/client";
import { beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { startReeveServer } from "./support/reeve-server.ts";
import { type Ended, spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

type Run = { flow: string; state: string; tasks: Record<string, string[]> };

let ended: Ended;
let runs: Run[];
let reports: string[];

beforeAll(async () => {
  using directory = makeTemporaryDirectory();
  await using reeve = await startReeveServer(directory.path);
  await using pipeline = spawnProcess(
    process.execPath,
    [fromRoot("examples/taxi/run.ts"), "--once", "--rows", "20000", "--boost-rounds", "5"],
    {
      REEVE_API_URL: reeve.apiUrl,
      REEVE_HOME: directory.path,
      PREFECT_HOME: directory.path,
      PYTHONUNBUFFERED: "1",
    },
  );
  ended = await pipeline.ended;
  using client = createClient({ apiUrl: reeve.apiUrl });
  runs = await readRuns(client);
  const artifacts = await client.listArtifacts({
    body: { artifacts: { key: { any_: ["duration-model-report"] } }, sort: "CREATED_DESC" },
  });
  reports = artifacts.map(({ data }) => String(data));
}, 600_000);

const runsOf = (flow: string) => runs.filter((run) => run.flow === flow);

test("the pipeline runs to its end in both languages", () => {
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(runs.map(({ state }) => state)).toEqual(runs.map(() => "Completed"));
  expect(runsOf("taxi-pipeline")).toHaveLength(2);
  expect(runsOf("main-flow-s3")).toHaveLength(1);
  expect(runsOf("train-flow")).toHaveLength(2);
});

test("what has not changed is skipped the second time, and can be seen to be", () => {
  const [first, second] = runsOf("main-flow");
  expect(first?.tasks).toEqual({
    read_data: ["Completed", "Completed"],
    add_features: ["Completed"],
    train_best_model: ["Completed"],
  });
  expect(second?.tasks).toEqual({
    read_data: ["Cached", "Cached"],
    add_features: ["Cached"],
    train_best_model: ["Cached"],
  });
  const [, again] = runsOf("train-flow");
  expect(again?.tasks).toMatchObject({
    look_at_month: ["Completed", "Completed"],
    fetch_month: ["Cached", "Cached"],
    add_features: ["Cached", "Cached"],
    train_model: ["Cached"],
    score_model: ["Completed"],
  });
  expect(runsOf("train-features")).toHaveLength(1);
});

test("the model predicts in TypeScript as it does in Python", () => {
  const both = /\| (\d+\.\d+) \| (\d+\.\d+) \|\n/.exec(
    reports.find((report) => report.includes("TypeScript")) ?? "",
  );
  const [python, typescript] = [Number(both?.[1]), Number(both?.[2])];
  // Five trees leave an error of some minutes; the mean of all trips alone would leave more than ten.
  expect(python).toBeGreaterThan(3);
  expect(python).toBeLessThan(10);
  expect(Math.abs(typescript / python - 1)).toBeLessThan(0.01);
  const predictions = [...ended.stdout.matchAll(/\/predict (\{.*\})/g)].map(([, answer]) =>
    JSON.parse(answer!),
  );
  expect(predictions).toHaveLength(2);
  expect(predictions[0].duration).toBeGreaterThan(1);
  expect(predictions[1].duration).toBeCloseTo(predictions[0].duration, 4);
});

test("a report shows the error, and a mail tells of the success", () => {
  expect(reports).toHaveLength(5);
  expect(reports[0]).toMatch(
    /# RMSE Report[\s\S]*Duration Prediction[\s\S]*\| \d{4}-\d\d-\d\d \| \d+\.\d\d \|/,
  );
  expect(ended.stdout).toContain("Subject: The taxi model is trained");
});

/** Every flow run in the order of their starts, with the states of its task runs by the names of their tasks. */
async function readRuns(client: Client): Promise<Run[]> {
  const flowRuns = await client.listFlowRuns({ body: { sort: "START_TIME_ASC" } });
  const finished = flowRuns.filter(({ state_type }) => state_type !== "SCHEDULED");
  const flows = await client.listFlows({ body: {} });
  const taskRuns = await client.listTaskRuns({ body: {} });
  return finished.map(({ id, flow_id, state_name }) => {
    const ofFlowRun = taskRuns.filter(({ flow_run_id }) => flow_run_id === id);
    const byTask = Object.groupBy(ofFlowRun, ({ name }) => name.replace(/-[^-]*$/, ""));
    const tasks = Object.entries(byTask).map(([task, all]) => [
      task,
      all!.map((run) => run.state_name ?? ""),
    ]);
    const flow = flows.find((one) => one.id === flow_id)?.name ?? "";
    return { flow, state: state_name ?? "", tasks: Object.fromEntries(tasks) };
  });
}
