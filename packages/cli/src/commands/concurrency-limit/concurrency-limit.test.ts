import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";

const here = reeveOnServer();
const { reeve } = here;

test("a limit is created, shown, changed, switched off and on, and deleted", async () => {
  expect((await reeve("gcl", "ls")).stdout).toContain("No limit yet");
  const created = await reeve("gcl", "create", "api", "--limit", "3", "--slot-decay-per-second", "0.5");
  expect(created).toMatchObject({ code: 0, stdout: 'The limit "api" is there, with 3 slots.\n' });
  expect((await reeve("global-concurrency-limit", "ls")).stdout).toMatch(/api +on +0 +3 +0\.5/);
  expect((await reeve("gcl", "inspect", "api")).stdout).toMatch(/^Slots +0 of 3 in use$/m);
  await reeve("gcl", "update", "api", "--limit", "4");
  await reeve("gcl", "disable", "api");
  const json = JSON.parse((await reeve("gcl", "inspect", "api", "--json")).stdout);
  expect(json).toMatchObject({ name: "api", limit: 4, active: false, slot_decay_per_second: 0.5 });
  expect((await reeve("gcl", "enable", "api")).stdout).toBe('The limit "api" is on.\n');
  const nothing = await reeve("gcl", "update", "api");
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining("Say what is to change") });
  expect((await reeve("gcl", "create", "api", "--limit", "1")).stderr).toMatch(/^[^\n]*api[^\n]*\n$/);
  expect((await reeve("gcl", "delete", "api")).stdout).toBe('The limit "api" is deleted.\n');
  expect((await reeve("gcl", "inspect", "api")).stderr).toMatch(/^[^\n]*api[^\n]*\n$/);
});

test("a tag is limited, shown with who holds its slots, freed, and let go", async () => {
  const created = await reeve("concurrency-limit", "create", "small", "1");
  expect(created.stdout).toBe('Task runs tagged "small" run 1 at once at most.\n');
  const holder = newId();
  await here.client.takeTagSlots({ body: { names: ["small"], task_run_id: holder } });
  expect((await reeve("concurrency-limit", "ls")).stdout).toMatch(/small +1 +1/);
  expect((await reeve("concurrency-limit", "inspect", "small")).stdout).toContain(holder);
  await reeve("concurrency-limit", "reset", "small");
  const json = JSON.parse((await reeve("concurrency-limit", "inspect", "small", "--json")).stdout);
  expect(json).toMatchObject({ tag: "small", concurrency_limit: 1, active_slots: [] });
  expect((await reeve("concurrency-limit", "delete", "small")).stdout).toBe(
    'The tag "small" has no limit.\n',
  );
  expect((await reeve("concurrency-limit", "inspect", "small")).code).toBe(1);
});
