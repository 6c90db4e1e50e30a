import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { type PrefectCommand, runPrefect } from "./support/run-prefect.ts";
import { outcomeOf, type ProgramHome, runPython } from "./support/run-program.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;

beforeAll(async () => {
  // A run that finds no slot of its deployment is offered again after half a minute, if nothing else is said.
  reeve = await startReeveServer(directory.path, 0, {
    PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS: "1",
  });
  home = {
    apiUrl: reeve.apiUrl,
    directory: directory.path,
    env: { PREFECT_RUNNER_POLL_FREQUENCY: "1" },
  };
});

afterAll(async () => {
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

test("slots by name, by tag and by rate hold Prefect's client up, and are free in the end", async () => {
  const outcome = await outcomeOf(runPython("e2e/programs/concurrency_slots.py", [], home));
  expect(outcome).toMatchObject({
    pages: [0, 1, 2, 3, 4],
    queries: [0, 1, 2],
    querying_at_once: 1,
    active_slots: { printer: 0, api: 0, closed: 1, "tag:database": 0 },
  });
  expect(outcome.printing_at_once).toBeLessThanOrEqual(2);
  // Two of the six calls are free at once, the others at four a second.
  expect(outcome.seconds_for_six_calls).toBeGreaterThan(0.9);
  expect(outcome.refused).toEqual(["ConcurrencySlotAcquisitionError", "AcquireConcurrencySlotTimeoutError"]);
});

test("a cached task runs once for a key, until its result expires or is to be refreshed", async () => {
  expect(await outcomeOf(runPython("e2e/programs/cached_tasks.py", [], home))).toEqual({
    states: [
      "Completed",
      "Cached",
      "Completed",
      "Cached",
      "Completed",
      "Completed",
      "Completed",
      "Completed",
    ],
    ran: ["square 3", "parity 1", "expired 1", "expired 1", "refreshed 1", "refreshed 1"],
  });
});

test("of a served flow no more runs are under way than its deployment's limit allows", async () => {
  await using server = runPython("e2e/programs/serve_one_at_a_time.py", [], home);
  await server.waitForOutput(/is being served/);
  const { histories, times, limit, taken } = await outcomeOf(
    runPython("e2e/programs/run_three_at_once.py", [], home),
  );
  expect({ limit, taken }).toEqual({ limit: 1, taken: 0 });
  expect(histories.flat()).toContain("AwaitingConcurrencySlot");
  for (const history of histories) expect(history.at(-1)).toBe("Completed");
  const [[, firstEnd], [secondStart, secondEnd], [thirdStart]] = times;
  expect(firstEnd <= secondStart && secondEnd <= thirdStart).toBe(true);
});

test("`prefect concurrency-limit` creates, shows, resets and deletes the limit of a tag", async () => {
  const [created, listed, inspected, reset, deleted, gone] = await runPrefect(
    home,
    ["concurrency-limit", "create", "tagged", "3"],
    ["concurrency-limit", "ls"],
    ["concurrency-limit", "inspect", "tagged"],
    ["concurrency-limit", "reset", "tagged"],
    ["concurrency-limit", "delete", "tagged"],
    ["concurrency-limit", "inspect", "tagged"],
  );
  expect(created).toMatchObject({ code: 0, stdout: expect.stringContaining("concurrency_limit - 3") });
  expect(listed?.stdout).toMatch(/tagged.* 3 /);
  expect(inspected).toMatchObject({ code: 0, stdout: expect.stringContaining("tagged") });
  expect(reset).toMatchObject({ code: 0, stdout: expect.stringContaining("tagged") });
  expect(deleted).toMatchObject({ code: 0, stdout: expect.stringContaining("tagged") });
  expect(gone?.code).toBe(1);
});

test("`prefect gcl` creates, shows, changes and deletes a limit", async () => {
  const inspect = ["gcl", "inspect", "named", "--output", "json"];
  const [created, first, updated, disabled, second, enabled, third, listed, deleted, gone] = await runPrefect(
    home,
    ["gcl", "create", "named", "--limit", "3", "--slot-decay-per-second", "0.5"],
    inspect,
    ["gcl", "update", "named", "--limit", "7"],
    ["gcl", "disable", "named"],
    inspect,
    ["gcl", "enable", "named"],
    inspect,
    ["gcl", "ls"],
    ["gcl", "delete", "named"],
    inspect,
  );
  for (const done of [created, updated, disabled, enabled, deleted]) expect(done).toMatchObject({ code: 0 });
  const limitIn = (inspected?: PrefectCommand) => JSON.parse(inspected?.stdout ?? "");
  expect(limitIn(first)).toMatchObject({ name: "named", limit: 3, slot_decay_per_second: 0.5, active: true });
  expect(limitIn(second)).toMatchObject({ limit: 7, active: false });
  expect(limitIn(third)).toMatchObject({ limit: 7, active: true });
  expect(listed?.stdout).toContain("named");
  expect(gone?.code).toBe(1);
});
