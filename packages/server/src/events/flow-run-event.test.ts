import { expect, test } from "vitest";
import { stateOf } from "../orchestration/transition-samples.ts";
import { type FlowRunStateChange, type FlowRunSurroundings, flowRunStateEvent } from "./flow-run-event.ts";

const flowRun: FlowRunStateChange["flowRun"] = {
  id: "52e1bed9-857d-4cb3-8cf8-efe45abf58da",
  name: "quiet-otter",
  flow_id: "5e01bed9-857d-4cb3-8cf8-efe45abf58da",
  tags: ["own", "shared"],
  run_count: 1,
  parent_task_run_id: null,
  deployment_id: null,
  created_by: null,
};
const alone: FlowRunSurroundings = {
  flow: { name: "f", tags: ["shared"] },
  deployment: null,
  workQueue: null,
  workPool: null,
  parentTaskRun: null,
};

const relatedTo = (own: Partial<typeof flowRun> = {}, surroundings: Partial<FlowRunSurroundings> = {}) =>
  flowRunStateEvent({
    flowRun: { ...flowRun, ...own },
    surroundings: { ...alone, ...surroundings },
    previous: null,
    state: stateOf("RUNNING"),
    received: "2026-01-02T03:04:05.000006Z",
  }).related;

const related = (id: string, role: string, more: object = {}) => ({
  "prefect.resource.id": `prefect.${id}`,
  "prefect.resource.role": role,
  ...more,
});
const named = (name: string) => ({ "prefect.resource.name": name });
const flow = related(`flow.${flowRun.flow_id}`, "flow", named("f"));

test("a run on its own is related to its flow and its tags", () => {
  expect(relatedTo()).toEqual([flow, related("tag.own", "tag"), related("tag.shared", "tag")]);
});

test("a deployed run is related to its deployment, its queue and its pool, and to their tags", () => {
  const surroundings = {
    deployment: { name: "d", tags: ["deployed"] },
    workQueue: { id: "q1", name: "q" },
    workPool: { id: "p1", name: "p", type: "process" },
  };
  expect(relatedTo({ deployment_id: "d1", tags: [] }, surroundings)).toEqual([
    flow,
    related("deployment.d1", "deployment", named("d")),
    related("work-queue.q1", "work-queue", named("q")),
    related("work-pool.p1", "work-pool", { ...named("p"), "prefect.work-pool.type": "process" }),
    related("tag.deployed", "tag"),
    related("tag.shared", "tag"),
  ]);
});

test("a run of a deployment that is gone still says which it was", () => {
  expect(relatedTo({ deployment_id: "d1" })).toContainEqual(related("deployment.d1", "deployment"));
});

test("a subflow's run is related to the task run that stands for it, and has its tags", () => {
  const parentTaskRun = { name: "child-0", tags: ["parent"] };
  const found = relatedTo({ parent_task_run_id: "t1" }, { parentTaskRun });
  expect(found).toContainEqual(related("task-run.t1", "task-run", named("child-0")));
  expect(found).toContainEqual(related("tag.parent", "tag"));
});

test("a run that an automation created names it as its creator", () => {
  const created_by = { id: "a1", type: "AUTOMATION", display_value: "Retry at night" };
  expect(relatedTo({ created_by })).toContainEqual(
    related("automation.a1", "creator", named("Retry at night")),
  );
  expect(relatedTo({ created_by: { ...created_by, type: "SCHEDULE" } })).toEqual(relatedTo());
});
