import { addSeconds } from "@reeve/protocol";
import { expect, test } from "vitest";
import { NEWEST_CLIENT } from "../proposing-client.ts";
import {
  askFlowRunRule,
  DEPLOYMENT_ID,
  flowRunOf,
  LEASE_ID,
  limitedDeployment,
  NEW_LEASE_ID,
  NOW,
  proposalOf,
  stateOf,
  unchanged,
} from "../transition-samples.ts";
import { takeDeploymentSlot } from "./take-deployment-slot.ts";

const run = { deployment_id: DEPLOYMENT_ID };
const current = stateOf("SCHEDULED");
const proposed = proposalOf("PENDING");
const ask = (own: Partial<Parameters<typeof askFlowRunRule>[1]> = {}) =>
  askFlowRunRule(takeDeploymentSlot, { run, current, proposed, ...own });

test("a claimed run takes a slot of its deployment's limit, and its state names the lease", () => {
  expect(ask({ deployment: limitedDeployment() })).toMatchObject({
    kind: "accept",
    permit: {
      proposed: { type: "PENDING", state_details: { deployment_concurrency_lease_id: NEW_LEASE_ID } },
      run: { slot: { kind: "take", leaseId: NEW_LEASE_ID, leaseSeconds: 300 } },
    },
  });
});

test("a run that still holds a slot keeps it", () => {
  const held = stateOf("SCHEDULED", { deployment_concurrency_lease_id: LEASE_ID });
  expect(ask({ current: held, deployment: limitedDeployment({ freeSlots: 0, isHeld: true }) })).toMatchObject(
    { kind: "accept", permit: { run: { slot: { kind: "renew", leaseId: LEASE_ID } } } },
  );
});

test("without a free slot the run is scheduled anew", () => {
  expect(ask({ deployment: limitedDeployment({ freeSlots: 0 }) })).toMatchObject({
    kind: "reject",
    permit: {
      proposed: {
        type: "SCHEDULED",
        name: "AwaitingConcurrencySlot",
        state_details: { scheduled_time: addSeconds(NOW, 30), deployment_concurrency_lease_id: null },
      },
    },
  });
});

test("without a free slot the run is cancelled if its deployment wants that", () => {
  const deployment = limitedDeployment({ freeSlots: 0, onCollision: "CANCEL_NEW" });
  expect(ask({ deployment })).toMatchObject({ kind: "reject", permit: { proposed: { type: "CANCELLED" } } });
});

test("a limit of 0 lets nothing start", () => {
  const deployment = limitedDeployment({ limit: 0, freeSlots: 0, onCollision: "CANCEL_NEW" });
  expect(ask({ deployment }).kind).toBe("abort");
});

test("a run whose deployment was deleted is left alone", () => {
  expect(ask({ deployment: { isDeleted: true } }).kind).toBe("abort");
});

test("a run without a limit, or without a deployment, needs no slot", () => {
  const asIs = unchanged(flowRunOf(run), proposed);
  expect(ask()).toEqual(asIs);
  expect(ask({ deployment: { isDeleted: false, limit: null } })).toEqual(asIs);
});

test("a client that cannot be sent away is not", () => {
  const client = { ...NEWEST_CLIENT, renewsLeases: false, asksForSlots: false };
  expect(ask({ client, deployment: limitedDeployment({ freeSlots: 0 }) }).kind).toBe("accept");
  expect(ask({ client, deployment: { isDeleted: true } }).kind).toBe("accept");
});

test("only a run that is not under way yet asks for a slot", () => {
  for (const type of ["PENDING", "RUNNING", "CANCELLING"] as const) {
    const deployment = limitedDeployment({ freeSlots: 0 });
    expect(ask({ current: stateOf(type), deployment }).kind, type).toBe("accept");
  }
});
