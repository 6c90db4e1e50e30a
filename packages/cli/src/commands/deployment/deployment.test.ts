import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";

const here = reeveOnServer();
const { reeve } = here;
const outputOf = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await reeve(...args);
  expect({ code, stderr }, args.join(" ")).toEqual({ code: 0, stderr: "" });
  return stdout;
};
const jsonOf = async (...args: string[]) => JSON.parse(await outputOf(...args, "--json"));

let flowId: string;
beforeAll(async () => {
  await here.client.createWorkPool({ body: { name: "zoo", type: "process" } });
  flowId = (await here.client.createFlow({ body: { name: "taxi" } })).id;
});

const deploy = (
  name: string,
  more: { tags?: string[]; parameter_openapi_schema?: Record<string, unknown> } = {},
) => here.client.createDeployment({ body: { name, flow_id: flowId, work_pool_name: "zoo", ...more } });

describe("deployment", () => {
  test("deployments are listed, shown, paused, resumed and deleted", async () => {
    const { id } = await deploy("daily", { tags: ["ops"] });
    await deploy("other");
    expect(await outputOf("deployment", "ls")).toMatch(
      /taxi\/daily +zoo +not ready .* ops .*\n.*taxi\/other/,
    );
    expect(await jsonOf("deployment", "ls", "--tag", "ops")).toMatchObject([{ id, name: "daily" }]);
    const shown = await outputOf("deployment", "inspect", "taxi/daily");
    expect(shown).toMatch(/^Name +taxi\/daily$/m);
    expect(shown).toMatch(/^Pool +zoo$/m);
    expect(await outputOf("deployment", "pause", "daily")).toBe('The deployment "daily" is paused.\n');
    expect(await jsonOf("deployment", "inspect", id)).toMatchObject({ id, paused: true });
    await outputOf("deployment", "resume", "taxi/daily");
    expect(await jsonOf("deployment", "inspect", id)).toMatchObject({ paused: false });
    expect(await outputOf("deployment", "delete", "taxi/daily", "--yes")).toContain("is deleted");
    expect(await reeve("deployment", "inspect", "daily")).toMatchObject({
      code: 1,
      stderr: 'There is no deployment "daily"; "reeve deployment ls" lists them.\n',
    });
  });

  test("schedules are added, listed, switched off and on, and taken away", async () => {
    await deploy("planned");
    const schedule = (verb: string, ...args: string[]) => [
      "deployment",
      "schedule",
      verb,
      "taxi/planned",
      ...args,
    ];
    const cron = ["--cron", "0 6 * * *", "--timezone", "Europe/Berlin", "--slug", "early"];
    expect(await outputOf(...schedule("create", ...cron, "--params", '{"rows": 5}'))).toContain("planned");
    const interval = await jsonOf(...schedule("create", "--interval", "1h", "--inactive"));
    expect(interval).toMatchObject({ active: false, schedule: { interval: 3600 } });
    await outputOf(...schedule("create", "--rrule", "FREQ=DAILY;COUNT=3"));
    expect(await outputOf(...schedule("ls"))).toMatch(/early +\S.* yes +\{"rows":5\}/);
    await outputOf(...schedule("pause", "early"));
    await outputOf(...schedule("resume", interval.id));
    const listed: { id: string; active: boolean; parameters: object }[] = await jsonOf(...schedule("ls"));
    expect(listed).toHaveLength(3);
    expect(listed).toContainEqual(
      expect.objectContaining({ slug: "early", active: false, parameters: { rows: 5 } }),
    );
    expect(listed).toContainEqual(expect.objectContaining({ id: interval.id, active: true }));
    await outputOf(...schedule("delete", "early"));
    expect(await jsonOf(...schedule("ls"))).toHaveLength(2);
    await outputOf(...schedule("clear"));
    expect(await outputOf(...schedule("ls"))).toBe('The deployment "planned" has no schedule.\n');
    expect(await reeve(...schedule("create", "--cron", "* * * * *", "--interval", "5"))).toMatchObject({
      code: 1,
      stderr: "A schedule has one of --cron, --interval and --rrule.\n",
    });
  });

  test("a run is made with what is given, for when that is said", async () => {
    await deploy("asked", {
      parameter_openapi_schema: { properties: { rows: { type: "integer" }, city: {} } },
    });
    const given = [
      "-p",
      "rows=5",
      "--params",
      '{"city": "Oslo"}',
      "--tag",
      "by-hand",
      "--job-variable",
      "env.A=1",
    ];
    const when = ["--start-in", "2h", "--flow-run-name", "later"];
    const run = await jsonOf("deployment", "run", "taxi/asked", ...given, ...when);
    expect(run).toMatchObject({
      name: "later",
      parameters: { rows: 5, city: "Oslo" },
      tags: ["by-hand"],
      state_type: "SCHEDULED",
    });
    expect(Date.parse(run.expected_start_time)).toBeGreaterThan(Date.now() + 7_000_000);
    const next = ["work-pool", "preview", "zoo"];
    expect(await outputOf(...next)).not.toContain("later");
    expect(await outputOf(...next, "--hours", "3")).toContain("later");
    const refused = [
      ["row=5", 'The flow has no parameter "row"; it has rows, city.\n'],
      ["rows=many", expect.stringContaining('rows: "many" is not of type integer')],
    ] as const;
    for (const [parameter, stderr] of refused) {
      const run = await reeve("deployment", "run", "taxi/asked", "-p", parameter);
      expect(run).toMatchObject({ code: 1, stderr });
    }
  });
});

test("work pools are made, listed, shown, changed, limited, paused and deleted", async () => {
  expect(await outputOf("work-pool", "create", "made", "--description", "for zooming")).toContain('"made"');
  expect(await outputOf("work-pool", "ls")).toMatch(/made +process +not ready +none/);
  const template = await jsonOf("work-pool", "get-default-base-job-template", "--type", "process");
  expect(template).toHaveProperty("job_configuration.command");
  const file = join(here.home, "template.json");
  await outputOf("work-pool", "get-default-base-job-template", "--type", "docker", "--file", file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("variables.properties.image");
  await outputOf("work-pool", "update", "made", "--concurrency-limit", "5", "--base-job-template", file);
  const inspect = () => jsonOf("work-pool", "inspect", "made");
  expect(await inspect()).toMatchObject({
    description: "for zooming",
    concurrency_limit: 5,
    base_job_template: JSON.parse(readFileSync(file, "utf8")),
  });
  expect(await reeve("work-pool", "update", "made")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Say what is to change"),
  });
  await outputOf("work-pool", "pause", "made");
  expect(await inspect()).toMatchObject({ is_paused: true, status: "PAUSED" });
  await outputOf("work-pool", "resume", "made");
  await outputOf("work-pool", "set-concurrency-limit", "made", "3");
  const shown = await outputOf("work-pool", "inspect", "made");
  expect(shown).toMatch(/^Limit +0 of 3 in use$/m);
  expect(shown).toMatch(/^default +1 /m);
  await outputOf("work-pool", "clear-concurrency-limit", "made");
  expect(await inspect()).toMatchObject({ is_paused: false, concurrency_limit: null });
  await outputOf("work-pool", "delete", "made", "--yes");
  expect(await outputOf("work-pool", "ls")).not.toContain("made");
});

test("a worker that cannot serve a type of pool leaves none of it behind", async () => {
  expect(await reeve("worker", "start", "-p", "cluster", "-t", "kubernetes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no launcher for work pools of the type "kubernetes"'),
  });
  expect(await outputOf("work-pool", "ls")).not.toContain("cluster");
});

test("work queues are made, listed, shown, limited, paused and deleted, and show what is to come", async () => {
  const queue = (verb: string, ...args: string[]) => ["work-queue", verb, ...args, "--pool", "zoo"];
  await outputOf(...queue("create", "urgent", "--priority", "1", "--limit", "2"));
  expect(await outputOf("work-queue", "ls")).toMatch(/zoo +urgent +1 +not ready +2 /);
  await outputOf(...queue("pause", "urgent"));
  expect(await jsonOf(...queue("inspect", "urgent"))).toMatchObject({
    is_paused: true,
    concurrency_limit: 2,
  });
  await outputOf(...queue("resume", "urgent"));
  await outputOf(...queue("set-concurrency-limit", "urgent", "4"));
  expect(await outputOf(...queue("inspect", "urgent"))).toMatch(/^Limit +4$/m);
  await outputOf(...queue("clear-concurrency-limit", "urgent"));
  const { id } = await deploy("queued");
  const body = { name: "hurry", work_queue_name: "urgent" };
  const run = await here.client.createFlowRunOfDeployment({ params: { id }, body });
  expect(await jsonOf(...queue("preview", "urgent"))).toMatchObject([{ id: run.id }]);
  expect(await outputOf(...queue("preview", "default"))).not.toContain("hurry");
  await outputOf(...queue("delete", "urgent"));
  expect(await jsonOf(...queue("ls"))).toMatchObject([{ name: "default" }]);
});
