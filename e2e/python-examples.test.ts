import { beforeAll, expect, test } from "vitest";
import { type ExampleRuns, namesOf, runExamples } from "./support/example-runs.ts";
import { runPython } from "./support/run-program.ts";
import type { FlowRun, Runs } from "./support/runs.ts";

type Program = "valid" | "invalid" | "hello" | "catFacts" | "animalFacts";

let outcomes: ExampleRuns<Program>["outcomes"];
let runs: Runs;

beforeAll(async () => {
  ({ outcomes, runs } = await runExamples<Program>((home) => ({
    valid: runPython("examples/validation-flow/validation_flow.py", [], home),
    invalid: runPython("examples/validation-flow/validation_flow.py", ["a"], home),
    hello: runPython("examples/hello-world/hello_world.py", [], home),
    catFacts: runPython("examples/cat-facts/cat_facts.py", [], home),
    animalFacts: runPython("examples/cat-dog-facts/cat_dog_facts.py", [], home),
  })));
});

// What a program still holds of its events when it ends, its client hands over then, and warns of; that is chance.
const HANDED_OVER_LATE = /^.*Still processing items: \d+ items remaining.*$/gm;

const messagesOf = ({ logs }: FlowRun) => logs.map(({ message }) => message);
const isInvalid = ({ parameters }: FlowRun) => parameters.x === "a";

test("every program but the one with a wrong parameter ends well", () => {
  const { invalid, ...valid } = outcomes;
  for (const { code, stderr } of Object.values(valid)) {
    expect(code, stderr).toBe(0);
    expect(stderr.replaceAll(HANDED_OVER_LATE, "")).not.toMatch(/WARN|ERROR/);
  }
  expect(invalid.code).toBe(1);
});

test("parameters are coerced to the flow's types before its tasks see them", () => {
  expect(outcomes.valid.stdout).toContain("Received a <class 'int'> with value 1\n2\n");
  const flowRun = runs.flowRun("validation-flow", (each) => !isInvalid(each));
  expect(namesOf(flowRun.states)).toEqual(["Pending", "Running", "Completed"]);
  expect(runs.taskRunsOf(flowRun).map(({ states }) => namesOf(states))).toEqual([
    ["Pending", "Running", "Completed"],
    ["Pending", "Running", "Completed"],
  ]);
});

test("a parameter that cannot be coerced fails the run and says which it is", () => {
  expect(outcomes.invalid.stderr).toContain("x: Input should be a valid integer");
  const flowRun = runs.flowRun("validation-flow", isInvalid);
  expect(namesOf(flowRun.states)).toEqual(["Pending", "Failed"]);
  expect(flowRun.state.message).toContain("x: Input should be a valid integer");
  expect(runs.taskRunsOf(flowRun)).toEqual([]);
});

test("a task, its flow and a subflow keep the names of their decorators", () => {
  const flowRun = runs.flowRun("Hello Flow");
  const subflow = runs.flowRun("Subflow");
  expect(flowRun.parameters).toEqual({ name: "Marvin" });
  expect(subflow.parameters).toEqual({ msg: "Hello Marvin!" });
  expect(runs.taskRunsOf(flowRun).map(({ name }) => name)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Print Hello-/), expect.stringMatching(/^Subflow-/)]),
  );
});

test("a subflow's run and its stand-in among the parent's task runs point at each other", () => {
  const flowRun = runs.flowRun("Hello Flow");
  const subflow = runs.flowRun("Subflow");
  const standIn = runs.taskRunsOf(flowRun).find(({ id }) => id === subflow.parent_task_run_id);
  expect(standIn).toMatchObject({ child_flow_run_id: subflow.id, state: { name: "Completed" } });
});

test("the graph leads from the task to the subflow that takes its result", () => {
  const flowRun = runs.flowRun("Hello Flow");
  const subflow = runs.flowRun("Subflow");
  const nodes = flowRun.graph.nodes.map(([, node]) => node);
  const [task, child] = nodes;
  expect(nodes).toHaveLength(2);
  expect(task).toMatchObject({ kind: "task-run", children: [{ id: subflow.id }] });
  expect(child).toMatchObject({ kind: "flow-run", id: subflow.id, parents: [{ id: task?.id }] });
});

test("a task that fails twice shows that it awaits each retry", () => {
  const [taskRun] = runs.taskRunsOf(runs.flowRun("fetch"));
  expect(taskRun?.run_count).toBe(3);
  expect(namesOf(taskRun?.states ?? [])).toEqual([
    "Pending",
    "Running",
    "AwaitingRetry",
    "Retrying",
    "AwaitingRetry",
    "Retrying",
    "Completed",
  ]);
});

test("what a task prints arrives as its log", () => {
  const flowRun = runs.flowRun("fetch");
  const [taskRun] = runs.taskRunsOf(flowRun);
  const ofTask = flowRun.logs.filter(({ task_run_id }) => task_run_id === taskRun?.id);
  expect(ofTask.map(({ message }) => message)).toEqual([
    expect.stringContaining("Retry 1/4 will start 0.1 second(s) from now"),
    expect.stringContaining("Retry 2/4 will start 0.1 second(s) from now"),
    expect.stringMatching(/cat/i),
    expect.stringContaining("Finished in state Completed"),
  ]);
});

test("prints of a flow keep their emoji and line breaks", () => {
  const printed = messagesOf(runs.flowRun("animal-facts")).find((message) => message.includes("🐱"));
  expect(printed).toMatch(/^🐱: .+ \n🐶: .+$/);
});

test("two subflows stand one after the other in their parent's graph", () => {
  const { graph } = runs.flowRun("animal-facts");
  expect(graph.nodes.map(([, node]) => node)).toEqual([
    expect.objectContaining({
      kind: "flow-run",
      id: runs.flowRun("fetch-cat-fact").id,
      state_type: "COMPLETED",
    }),
    expect.objectContaining({
      kind: "flow-run",
      id: runs.flowRun("fetch-dog-fact").id,
      state_type: "COMPLETED",
    }),
  ]);
});
