import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readProject } from "./read-project.ts";
import { selectDeployments } from "./select-deployments.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "reeve-project-"));
});
afterEach(() => rm(directory, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(directory, name), text);

test("a folder without files has an empty project", () => {
  expect(readProject(directory)).toEqual({
    name: undefined,
    build: [],
    push: [],
    pull: undefined,
    deployments: [],
    files: [],
  });
});

test("deployments of both files are read, with what the project says for all", async () => {
  await write(
    "prefect.yaml",
    `name: '3.4'
prefect-version: 2.10.8
build: null
push: null
pull:
- prefect.projects.steps.git_clone_project:
    repository: https://example.org/taxi
    branch: main
    access_token: null
`,
  );
  await write(
    "deployment.yaml",
    `deployments:
- name: taxi_local_data
  entrypoint: 3.4/orchestrate.py:main_flow
  work_pool:
    name: zoompool
- name: taxi_s3_data
  entrypoint: 3.5/orchestrate_s3.py:main_flow_s3
  work_pool:
    name: zoompool
`,
  );
  const project = readProject(directory);
  expect(project).toMatchObject({ name: "3.4", build: [], files: ["prefect.yaml", "deployment.yaml"] });
  expect(project.pull).toHaveLength(1);
  expect(project.deployments).toEqual([
    { name: "taxi_local_data", entrypoint: "3.4/orchestrate.py:main_flow", work_pool: { name: "zoompool" } },
    {
      name: "taxi_s3_data",
      entrypoint: "3.5/orchestrate_s3.py:main_flow_s3",
      work_pool: { name: "zoompool" },
    },
  ]);
});

test("anchors stand for what they name, and one schedule is a list of one", async () => {
  await write(
    "reeve.yaml",
    `definitions:
  daily: &daily { cron: "0 6 * * *", timezone: Europe/Berlin }
  pool: &pool { name: zoompool, job_variables: { env: { A: "1" } } }
deployments:
  - { name: a, entrypoint: "a.ts:a", schedule: *daily, work_pool: *pool }
  - name: b
    entrypoint: b.ts:b
    work_pool: { <<: *pool, work_queue_name: high }
    schedules: [*daily, { interval: 3600, active: false }]
`,
  );
  const [a, b] = readProject(directory).deployments;
  expect(a?.schedules).toEqual([{ cron: "0 6 * * *", timezone: "Europe/Berlin" }]);
  expect(b?.schedules).toHaveLength(2);
  expect(b?.work_pool).toMatchObject({ name: "zoompool", work_queue_name: "high" });
});

test("an entry in which nothing is filled in yet is none", async () => {
  await write("prefect.yaml", "deployments:\n- name: null\n  entrypoint: null\n  schedule: {}\n");
  expect(readProject(directory).deployments).toEqual([]);
});

test.each([
  ["deployments: 5", 'In prefect.yaml, "deployments" has to be a list.'],
  ["- a", "prefect.yaml has to be a mapping"],
  ["deployments: [", "prefect.yaml is not valid YAML"],
  [
    "deployments: [{ name: a, tags: 5 }]",
    'In prefect.yaml, "tags" of the deployment "a" has to be a list of words.',
  ],
  [
    "deployments: [{ name: a, schedules: [{ cron: x, interval: 5 }] }]",
    "each has one of cron, interval and rrule",
  ],
])("of %j it is said what is wrong", async (text, message) => {
  await write("prefect.yaml", text);
  expect(() => readProject(directory)).toThrow(message);
});

test("deployments are chosen by their names, patterns of them, and their flows", () => {
  const entries = [
    { name: "taxi_local", entrypoint: "a.py:main_flow" },
    { name: "taxi_s3", entrypoint: "b.py:main_flow_s3" },
    { name: "other", entrypoint: "c.ts:run" },
  ];
  const names = (...patterns: string[]) => selectDeployments(entries, patterns).map(({ name }) => name);
  expect(names("taxi_s3")).toEqual(["taxi_s3"]);
  expect(names("other", "taxi_*")).toEqual(["taxi_local", "taxi_s3", "other"]);
  expect(names("main-flow/*")).toEqual(["taxi_local"]);
  expect(() => names("taxi_s4")).toThrow(
    'No deployment in the project files matches "taxi_s4"; they have taxi_local, taxi_s3, other.',
  );
});
