import { expect, test } from "vitest";
import { NEWEST_CLIENT } from "../proposing-client.ts";
import {
  askFlowRunRule,
  flowRunOf,
  LEASE_ID,
  NEW_LEASE_ID,
  proposalOf,
  stateOf,
  unchanged,
} from "../transition-samples.ts";
import { holdSlotWithoutRenewal } from "./hold-slot-without-renewal.ts";

const current = stateOf("PENDING", { deployment_concurrency_lease_id: LEASE_ID });
const proposed = proposalOf("RUNNING");
const ask = (own: Partial<Parameters<typeof askFlowRunRule>[1]> = {}) =>
  askFlowRunRule(holdSlotWithoutRenewal, { current, proposed, ...own });

test("a slot that may not be renewed is held until it is given back", () => {
  for (const renewsLeases of [false, null]) {
    const slot = { kind: "renew" as const, leaseId: LEASE_ID, leaseSeconds: null };
    const ruling = ask({ client: { ...NEWEST_CLIENT, renewsLeases } });
    expect(ruling).toEqual(unchanged(flowRunOf({ slot }), proposed));
  }
});

test("so is one that is taken only now", () => {
  const slot = { kind: "take" as const, leaseId: NEW_LEASE_ID, leaseSeconds: 300 };
  const forGood = { ...slot, leaseSeconds: null };
  expect(ask({ run: { slot } })).toEqual(unchanged(flowRunOf({ slot: forGood }), proposed));
});

test("a client that renews its leases, or has none, is left alone", () => {
  const client = { ...NEWEST_CLIENT, renewsLeases: true };
  expect(ask({ client })).toEqual(unchanged(flowRunOf(), proposed));
  expect(ask({ current: stateOf("PENDING") })).toEqual(unchanged(flowRunOf(), proposed));
});
