import type { StateType } from "@reeve/protocol";
import { expect, test } from "vitest";
import { slotChange } from "./slot-change.ts";
import { LEASE_ID, NEW_LEASE_ID, stateOf } from "./transition-samples.ts";

const policy = (retry_type: "in_process" | "reschedule" | null) => ({
  before: { retry_type },
  after: { retry_type },
});
const held = (type: StateType, name?: string) =>
  stateOf(type, { name, deployment_concurrency_lease_id: LEASE_ID });
const released = { kind: "release", leaseId: LEASE_ID };

test("what a rule decided stands", () => {
  const decided = { kind: "take", leaseId: NEW_LEASE_ID, leaseSeconds: 1 } as const;
  expect(slotChange(decided, held("PENDING"), policy(null), held("CANCELLED"))).toBe(decided);
});

test.each<StateType>(["PENDING", "RUNNING", "CANCELLING"])(
  "a run that is %s holds its slot until it is under way no more",
  (type) => {
    for (const next of ["PENDING", "RUNNING", "CANCELLING"] as const) {
      expect(slotChange(undefined, held(type), policy(null), stateOf(next)), next).toBeNull();
    }
    for (const next of ["SCHEDULED", "PAUSED", "COMPLETED", "FAILED", "CANCELLED", "CRASHED"] as const) {
      expect(slotChange(undefined, held(type), policy(null), stateOf(next)), next).toEqual(released);
    }
  },
);

test("a run that its process tries again keeps its slot, until it is given up", () => {
  const awaitingRetry = held("SCHEDULED", "AwaitingRetry");
  expect(slotChange(undefined, held("RUNNING"), policy("in_process"), awaitingRetry)).toBeNull();
  expect(slotChange(undefined, awaitingRetry, policy("in_process"), held("RUNNING"))).toBeNull();
  expect(slotChange(undefined, awaitingRetry, policy("in_process"), held("CANCELLED"))).toEqual(released);
});

test("a run that is to be started anew gives its slot back", () => {
  const awaitingRetry = held("SCHEDULED", "AwaitingRetry");
  expect(slotChange(undefined, held("RUNNING"), policy("reschedule"), awaitingRetry)).toEqual(released);
  expect(slotChange(undefined, held("RUNNING"), policy("in_process"), held("SCHEDULED"))).toEqual(released);
});

test("a run without a lease, or whose slot was given back before, gives nothing back", () => {
  expect(slotChange(undefined, null, policy(null), stateOf("PENDING"))).toBeNull();
  expect(slotChange(undefined, stateOf("RUNNING"), policy(null), stateOf("COMPLETED"))).toBeNull();
  expect(slotChange(undefined, held("PAUSED"), policy(null), stateOf("FAILED"))).toBeNull();
});
