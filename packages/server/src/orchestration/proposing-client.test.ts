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
  expect(proposingClient(version).renewsLeases).toBe(renews);
});

test.each<[Version | null, boolean]>([
  [[2, 19, 0], true],
  [[3, 0, 0], false],
  [[3, 0, 3], false],
  [[3, 0, 4], true],
  [[3, 9, 1], true],
  [null, true],
])("a client of version %j can be told to wait for a slot: %s", (version, asks) => {
  expect(proposingClient(version).asksForSlots).toBe(asks);
});
