import type { Deployment } from "@reeve/protocol";
import { expect, test } from "vitest";
import { deploymentYaml, toYaml } from "./deployment-yaml.ts";

test("values that YAML would take for something else are quoted", () => {
  expect(toYaml({ a: "yes", b: "1.0", c: "two words", d: "x: y", e: [], f: [["g"], { h: null }] })).toBe(
    ['a: "yes"', 'b: "1.0"', "c: two words", 'd: "x: y"', "e: []", "f:", "  - - g", "  - h: null", ""].join(
      "\n",
    ),
  );
});

test("a deployment is what a project file says of it, and nothing that says nothing", () => {
  const deployment = {
    name: "daily",
    version: null,
    description: null,
    entrypoint: "etl.py:load",
    tags: ["prod"],
    parameters: { month: 3 },
    enforce_parameter_schema: true,
    paused: false,
    concurrency_limit: null,
    global_concurrency_limit: { limit: 2 },
    concurrency_options: { collision_strategy: "CANCEL_NEW" },
    schedules: [
      {
        schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin", day_or: true },
        active: false,
        slug: null,
        parameters: {},
      },
    ],
    work_pool_name: "pool",
    work_queue_name: null,
    job_variables: { image: "etl:1" },
    pull_steps: null,
  } as unknown as Deployment;
  expect(deploymentYaml(deployment)).toBe(
    [
      "deployments:",
      "  - name: daily",
      '    entrypoint: "etl.py:load"',
      "    tags:",
      "      - prod",
      "    parameters:",
      "      month: 3",
      "    concurrency_limit:",
      "      limit: 2",
      "      collision_strategy: CANCEL_NEW",
      "    schedules:",
      '      - cron: "0 6 * * *"',
      "        timezone: Europe/Berlin",
      "        day_or: true",
      "        active: false",
      "    work_pool:",
      "      name: pool",
      "      job_variables:",
      '        image: "etl:1"',
      "",
    ].join("\n"),
  );
});
