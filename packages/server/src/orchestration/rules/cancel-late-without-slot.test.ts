import { expect, test } from "vitest";
import { askFlowRunRule, limitedDeployment, proposalOf, stateOf } from "../transition-samples.ts";
import { cancelLateWithoutSlot } from "./cancel-late-without-slot.ts";

const late = proposalOf("SCHEDULED", { name: "Late" });
const full = limitedDeployment({ freeSlots: 0, onCollision: "CANCEL_NEW" });
const ask = (own: Partial<Parameters<typeof askFlowRunRule>[1]> = {}) =>
  askFlowRunRule(cancelLateWithoutSlot, {
    current: stateOf("SCHEDULED"),
    proposed: late,
    deployment: full,
    ...own,
  });

test("a late run for which there is no slot is cancelled if its deployment wants that", () => {
  expect(ask()).toMatchObject({ kind: "reject", permit: { proposed: { type: "CANCELLED" } } });
});

test("a run that would find a slot, or may wait for one, is late and no more", () => {
  for (const limit of [{ freeSlots: 1 }, { onCollision: "ENQUEUE" as const }, { isHeld: true }]) {
    const deployment = limitedDeployment({ ...full.limit, ...limit });
    expect(ask({ deployment }).kind, JSON.stringify(limit)).toBe("accept");
  }
  expect(ask({ deployment: null }).kind).toBe("accept");
});

test("other names of SCHEDULED are free", () => {
  expect(ask({ proposed: proposalOf("SCHEDULED") }).kind).toBe("accept");
});
