// Stores results where a Python program finds them, or reads what it stored; prints as JSON what came of it.
import { createClient } from "@reeve/client";
import { flow, getFlowRunResult, getTaskRunResult, task } from "reeve";

const resultStorage = process.env.SHARED_STORAGE ?? "local-file-system/shared";

const total = task(
  "Sum of TypeScript",
  { cache: () => "sums/typescript", runName: "Sum of TypeScript", resultStorage },
  (numbers: readonly number[]) => ({ total: numbers.reduce((one, other) => one + other), by: "TypeScript" }),
);

const write = flow(
  "Results of TypeScript",
  { runName: "results-of-typescript", persistResult: true },
  async () => ({
    rmse: 5.2,
    months: ["May", null],
    sum: await total([1, 2, 3]),
  }),
);

const taken = task("Sum of Python", { cache: () => "sums/python", resultStorage }, () => "computed anew");

async function read() {
  using client = createClient({ apiUrl: process.env.REEVE_API_URL! });
  const [flowRun] = await client.listFlowRuns({
    body: { flow_runs: { name: { any_: ["results-of-python"] } } },
  });
  const result = await getFlowRunResult<{ task_run_id: string }>(flowRun!.id);
  const { task_run_id, ...ofFlow } = result;
  return {
    flow: ofFlow,
    task: await getTaskRunResult(task_run_id),
    cached: await flow("takes Python's", async () => {
      const future = taken.submit();
      return [await future, future.state.name];
    })(),
  };
}

console.log(JSON.stringify((await (process.argv[2] === "write" ? write() : read())) ?? null));
