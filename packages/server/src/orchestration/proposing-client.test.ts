import type { Version } from "@reeve/protocol";
import { expect, test } from "vitest";
import { proposingClient } from "./proposing-client.ts";

test.each<[Version | null, boolean | null]>([
  [[3, 4, 10], false],
  [[3, 0, 0], false],
  [[3, 4, 11], true],
  [[3, 10, 0], true],
  [[4, 0, 0], true],
  [null, null],
])("a client of version %j renews the leases of its runs: %s", (version, renews) => {
  expect(proposingClient({ clientVersion: version, apiVersion: null }).renewsLeases).toBe(renews);
});

test.each<[Version | null, boolean]>([
  [[2, 19, 0], true],
  [[3, 0, 0], false],
  [[3, 0, 3], false],
  [[3, 0, 4], true],
  [[3, 9, 1], true],
  [null, true],
])("a client of version %j can be told to wait for a slot: %s", (version, asks) => {
  expect(proposingClient({ clientVersion: version, apiVersion: null }).asksForSlots).toBe(asks);
});

test.each<[Version | null, boolean, boolean]>([
  [[0, 8, 0], false, true],
  [[0, 8, 2], false, true],
  [[0, 8, 3], false, false],
  [[0, 8, 4], true, false],
  [[1, 0, 0], true, false],
  [null, true, false],
])("a client of the wire %j knows pauses: %s, and needs its tasks retried: %s", (version, pauses, tasks) => {
  expect(proposingClient({ clientVersion: null, apiVersion: version })).toMatchObject({
    knowsPauses: pauses,
    needsTasksRetried: tasks,
  });
});
