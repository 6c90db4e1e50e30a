import { expect, test } from "vitest";
import { NEWEST_CLIENT } from "../proposing-client.ts";
import {
  askFlowRunRule,
  DEPLOYMENT_ID,
  flowRunOf,
  LEASE_ID,
  limitedDeployment,
  NEW_LEASE_ID,
  proposalOf,
  stateOf,
  unchanged,
} from "../transition-samples.ts";
import { keepSlotWhenStarting } from "./keep-slot-when-starting.ts";

const run = { deployment_id: DEPLOYMENT_ID };
const current = stateOf("PENDING", { deployment_concurrency_lease_id: LEASE_ID });
const proposed = proposalOf("RUNNING", { deployment_concurrency_lease_id: LEASE_ID });
const ask = (own: Partial<Parameters<typeof askFlowRunRule>[1]> = {}) =>
  askFlowRunRule(keepSlotWhenStarting, { run, current, proposed, ...own });

test("the lease of a run that starts is renewed", () => {
  const slot = { kind: "renew" as const, leaseId: LEASE_ID, leaseSeconds: 300 };
  const deployment = limitedDeployment({ freeSlots: 0, isHeld: true });
  expect(ask({ deployment })).toEqual(unchanged(flowRunOf({ ...run, slot }), proposed));
});

test("a run that lost its slot takes another one", () => {
  expect(ask({ deployment: limitedDeployment() })).toMatchObject({
    kind: "accept",
    permit: {
      proposed: { state_details: { deployment_concurrency_lease_id: NEW_LEASE_ID } },
      run: { slot: { kind: "take", leaseId: NEW_LEASE_ID, leaseSeconds: 300 } },
    },
  });
});

test("a run that lost its slot, where no other is free, is cancelled", () => {
  expect(ask({ deployment: limitedDeployment({ freeSlots: 0 }) })).toMatchObject({
    kind: "reject",
    permit: { proposed: { type: "CANCELLED" } },
  });
});

test("a client that is known not to renew leases is left alone", () => {
  const client = { ...NEWEST_CLIENT, renewsLeases: false };
  const deployment = limitedDeployment({ freeSlots: 0 });
  expect(ask({ client, deployment })).toEqual(unchanged(flowRunOf(run), proposed));
});

test("a run without a lease, or whose deployment has no limit, goes on as it is", () => {
  const deployment = limitedDeployment({ freeSlots: 0 });
  expect(ask({ current: stateOf("PENDING"), deployment }).kind).toBe("accept");
  expect(ask({ deployment: { isDeleted: false, limit: null } }).kind).toBe("accept");
});
