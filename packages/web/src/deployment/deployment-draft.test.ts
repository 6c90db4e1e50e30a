import type { Deployment } from "@reeve/protocol";
import { expect, test } from "vitest";
import { deploymentDraft, toDeploymentUpdate, toDuplicate } from "./deployment-draft.ts";

const deployment = {
  name: "daily",
  flow_id: "f",
  description: null,
  tags: ["prod"],
  work_pool_name: "pool",
  work_queue_name: "fast",
  concurrency_limit: null,
  global_concurrency_limit: { limit: 2 },
  concurrency_options: { collision_strategy: "CANCEL_NEW" },
  parameters: { month: 3 },
  enforce_parameter_schema: false,
  job_variables: { image: "x" },
  schedules: [
    { schedule: { cron: "0 6 * * *", timezone: "UTC", day_or: true }, active: true, parameters: {} },
  ],
} as unknown as Deployment;

test("what is opened and saved stays as it was", () => {
  expect(toDeploymentUpdate(deploymentDraft(deployment))).toEqual({
    description: "",
    tags: ["prod"],
    work_pool_name: "pool",
    work_queue_name: "fast",
    concurrency_limit: 2,
    concurrency_options: { collision_strategy: "CANCEL_NEW" },
    parameters: { month: 3 },
    enforce_parameter_schema: false,
    job_variables: { image: "x" },
  });
});

test("a duplicate has another name, and schedules that are switched off", () => {
  const draft = deploymentDraft(deployment);
  expect(() => toDuplicate(deployment, draft)).toThrow("Give it a name");
  expect(toDuplicate(deployment, { ...draft, name: "hourly" })).toMatchObject({
    name: "hourly",
    flow_id: "f",
    work_queue_name: "fast",
    schedules: [{ schedule: { cron: "0 6 * * *" }, active: false }],
  });
});

test("limits and job variables that cannot be are told of", () => {
  const draft = deploymentDraft(deployment);
  for (const limit of ["0", "1.5", "many"]) {
    expect(() => toDeploymentUpdate({ ...draft, limit })).toThrow("Runs at once");
  }
  expect(() => toDeploymentUpdate({ ...draft, jobVariables: "[" })).toThrow("Job variables");
});
