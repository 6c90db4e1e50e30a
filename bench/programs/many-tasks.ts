// Runs a flow of many small tasks, and prints the flow run's id and when the flow started and ended.
import { flow, runContext, task } from "reeve";

const echo = task("echo", (number: number) => number);

const manyTasks = flow("many-tasks", async ({ count }: { count: number }) => {
  const numbers = Array.from({ length: count }, (_, index) => index);
  await Promise.all(numbers.map((number) => echo(number)));
  return runContext().flowRun?.id;
});

const started = Date.now() / 1000;
const flowRunId = await manyTasks({ count: Number(process.argv[2]) });
console.log(JSON.stringify({ flowRunId, started, ended: Date.now() / 1000 }));
