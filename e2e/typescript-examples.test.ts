import { beforeAll, expect, test } from "vitest";
import { type ExampleRuns, namesOf, runExamples } from "./support/example-runs.ts";
import { runTypeScript } from "./support/run-program.ts";
import type { FlowRun, Runs } from "./support/runs.ts";

type Program = "valid" | "invalid" | "hello" | "catFacts" | "animalFacts" | "breakfast";

let outcomes: ExampleRuns<Program>["outcomes"];
let runs: Runs;

beforeAll(async () => {
  ({ outcomes, runs } = await runExamples<Program>((home) => ({
    valid: runTypeScript("examples/validation-flow/validation-flow.ts", [], home),
    invalid: runTypeScript("examples/validation-flow/validation-flow.ts", ["a"], home),
    hello: runTypeScript("examples/hello-world/hello-world.ts", [], home),
    catFacts: runTypeScript("examples/cat-facts/cat-facts.ts", [], home),
    animalFacts: runTypeScript("examples/cat-dog-facts/cat-dog-facts.ts", [], home),
    breakfast: runTypeScript("examples/hello/hello.ts", [], home),
  })));
});

const messagesOf = ({ logs }: FlowRun) => logs.map(({ message }) => message);
const isInvalid = ({ parameters }: FlowRun) => parameters.x === "a";

test("every program but the one with a wrong parameter ends well", () => {
  const { invalid, ...valid } = outcomes;
  expect(Object.values(valid).map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    Object.values(valid).map(() => ({ code: 0, stderr: expect.not.stringMatching(/WARN|ERROR/) })),
  );
  expect(invalid.code).toBe(1);
});

test("parameters are coerced to the flow's schema before its tasks see them", () => {
  expect(outcomes.valid.stdout).toContain("Received a number with value 1\n2\n");
  const flowRun = runs.flowRun("validation-flow", (each) => !isInvalid(each));
  expect(namesOf(flowRun.states)).toEqual(["Pending", "Running", "Completed"]);
  expect(runs.taskRunsOf(flowRun).map(({ states }) => namesOf(states))).toEqual([
    ["Pending", "Running", "Completed"],
    ["Pending", "Running", "Completed"],
  ]);
});

test("a parameter that cannot be coerced fails the run and says which it is", () => {
  expect(outcomes.invalid.stderr).toContain("x: Invalid input: expected number");
  const flowRun = runs.flowRun("validation-flow", isInvalid);
  expect(namesOf(flowRun.states)).toEqual(["Pending", "Failed"]);
  expect(flowRun.state.message).toContain("x: Invalid input: expected number");
  expect(runs.taskRunsOf(flowRun)).toEqual([]);
});

test("a task, its flow and a subflow keep the names they were given", () => {
  const flowRun = runs.flowRun("Hello Flow");
  const subflow = runs.flowRun("Subflow");
  expect(flowRun.parameters).toEqual({ name: "Marvin" });
  expect(subflow.parameters).toEqual({ message: "Hello Marvin!" });
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

test("edges of the graph lead from tasks to those that take their futures", () => {
  const { graph } = runs.flowRun("Make breakfast");
  const labelOf = new Map(
    graph.nodes.map(([id, node]) => [id, node.label.replace(/-[0-9a-f]+$| \/ .+$/, "")]),
  );
  const parentsOf = (label: string) => {
    const node = graph.nodes.find(([id]) => labelOf.get(id) === label)?.[1];
    return node?.parents.map(({ id }) => labelOf.get(id)).sort();
  };
  expect(parentsOf("Boil water")).toEqual([]);
  expect(parentsOf("Brew coffee")).toEqual(["Boil water", "Grind beans"]);
  expect(parentsOf("Serve breakfast")).toEqual([
    "Brew coffee",
    "Lay the table",
    "Toast bread",
    "Toast bread",
    "Toast bread",
  ]);
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
    expect.stringContaining("retry 1 of 4 follows in 0.1 s"),
    expect.stringContaining("retry 2 of 4 follows in 0.1 s"),
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
