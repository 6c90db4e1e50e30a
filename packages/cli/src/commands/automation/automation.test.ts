import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";
import { finished, written } from "../../../test/reeve-process.ts";

const here = reeveOnServer();
const { reeve } = here;

function file(name: string, text: string): string {
  const path = join(here.home, name);
  writeFileSync(path, text);
  return path;
}

const happen = async (event: string, payload: Record<string, unknown> = {}): Promise<string> => {
  const id = newId();
  const resource = { "prefect.resource.id": "my.thing", "prefect.resource.name": "thing" };
  await here.client.createEvents({
    body: [{ id, occurred: new Date().toISOString(), event, resource, payload }],
  });
  return id;
};

test("automations are created from YAML and JSON, shown, tried, switched off and on, and deleted", async () => {
  expect((await reeve("automation", "ls")).stdout).toContain("No automation yet");
  const pool = await here.client.createWorkPool({ body: { name: "tried-pool", type: "process" } });
  const yaml = `
name: too many failures
description: Rests the pool.
tags: [ops]
enabled: false
trigger:
  type: event
  posture: Reactive
  expect: [my.failure]
  threshold: 2
  within: 600
actions:
  - type: pause-work-pool
    source: selected
    work_pool_id: ${pool.id}
`;
  const created = await reeve("automation", "create", "--from-file", file("automation.yaml", yaml));
  expect(created).toMatchObject({ code: 0, stderr: "" });
  expect(created.stdout).toContain('The automation "too many failures" is there: http');
  const several = { automations: [{ name: "other", trigger: { posture: "Reactive" }, actions: [] }] };
  const json = await reeve("automation", "create", "-f", file("a.json", JSON.stringify(several)), "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ name: "other", trigger: { type: "event" } });

  const timed = `
name: by the clock
tags: [ops]
trigger: { type: schedule, cron: "0 6 * * *", timezone: Europe/Berlin }
actions: [{ type: do-nothing }]
`;
  expect((await reeve("automation", "create", "-f", file("timed.yaml", timed))).code).toBe(0);
  const untimed = await reeve("automation", "create", "-f", file("b.yaml", timed.replace("0 6 * * *", "61")));
  expect(untimed).toMatchObject({ code: 1, stderr: expect.stringContaining("61") });

  const listed = await reeve("automation", "ls", "--tag", "ops");
  expect(listed.stdout).toMatch(/by the clock +on +cron 0 6 \* \* \* \(Europe\/Berlin\) +do-nothing/);
  expect(listed.stdout).toMatch(/too many failures +off +2 × my\.failure within 10m +pause-work-pool/);
  expect(listed.stdout).not.toContain("other");
  const shown = await reeve("automation", "inspect", "too many failures");
  expect(shown.stdout).toMatch(/^Actions +pause-work-pool work_pool_id=/m);
  expect(shown.stdout).toMatch(/^Last fired +never/m);

  await happen("my.failure");
  await happen("my.failure");
  const tried = await reeve("automation", "test", "too many failures", "--since", "1h");
  expect(tried.stdout).toContain("In the last 1h it would have fired once; 2 events concerned it.");
  expect(tried.stdout).toContain('would do  pause-work-pool  Pause the work pool "tried-pool".');
  expect((await here.client.getWorkPool({ params: { name: "tried-pool" } })).is_paused).toBe(false);
  const sent = await reeve("automation", "test", "too many failures", "--send");
  expect(sent.stdout).toContain("done  pause-work-pool");
  expect((await here.client.getWorkPool({ params: { name: "tried-pool" } })).is_paused).toBe(true);
  expect((await reeve("automation", "enable", "too many failures")).stdout).toContain("is on.");
  const off = await reeve("automation", "disable", "too many failures");
  expect(off.stdout).toBe('The automation "too many failures" is off.\n');
  expect((await reeve("automation", "delete", "too many failures")).stdout).toContain("is deleted.");
  expect((await reeve("automation", "inspect", "too many failures")).stderr).toBe(
    'There is no automation "too many failures"; "reeve automation ls" lists them.\n',
  );
});

test("a file that cannot be used is refused in a sentence", async () => {
  const refused = async (name: string, text: string) => {
    const { code, stdout, stderr } = await reeve("automation", "create", "--from-file", file(name, text));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    return stderr;
  };
  expect(await refused("broken.yaml", "a: [")).toContain("broken.yaml cannot be read:");
  expect(await refused("empty.yaml", "")).toContain("describes no automation");
  expect(
    await refused("wrong.json", '{"name": "x", "trigger": {"posture": "Eager"}, "actions": []}'),
  ).toContain("posture");
  const absent = await reeve("automation", "create", "--from-file", join(here.home, "absent.yaml"));
  expect(absent.stderr).toMatch(/absent\.yaml cannot be read: ENOENT/);
});

test("a stream prints the events that match as they happen, as lines or as JSON", async () => {
  const name = `streamed.${newId()}`;
  const child = here.spawn(
    "event",
    "stream",
    "--name",
    `${name}.*`,
    "--name",
    name,
    "--since",
    "10m",
    "-n",
    "3",
  );
  const ended = finished(child);
  await happen(`${name}.before`);
  await written(child, "stdout", /before/);
  await happen("another");
  await happen(`${name}less`);
  await happen(name);
  await written(child, "stdout", new RegExp(`${name} `));
  await happen(`${name}.last`);
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(
    new RegExp(`^(?:[-0-9]+ [:.0-9]+ \\| ${name}(?:\\.before|\\.last)? \\| thing \\(my\\.thing\\)\n){3}$`),
  );
  const json = await reeve("event", "stream", "--resource", "my.*", "--since", "10m", "-n", "1", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ resource: { "prefect.resource.id": "my.thing" } });
});
