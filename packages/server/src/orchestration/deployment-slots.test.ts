import { addSeconds, STATE_TYPES, type StateDetails, type StateType, type Timestamp } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunDeployment, SlotChange } from "./flow-run-transition.ts";
import type { FlowRunWrite } from "./judge-flow-run-transition.ts";
import { NEWEST_CLIENT } from "./proposing-client.ts";
import { advanceFlowRun, DEPLOYMENT_ID, type FlowRunHistory, flowRunOf, NOW } from "./transition-samples.ts";
import type { Verdict } from "./verdict.ts";

const RUNS = 3;
// So that runs get somewhere, and are tried again.
const USUAL_TYPES = ["PENDING", "RUNNING", "FAILED", "PENDING", "RUNNING", "FAILED"] as const;
const LEASE_SECONDS = 60;

/** Some runs of one deployment, and the leases under which they hold slots of its limit. */
type World = {
  readonly limit: number;
  readonly onCollision: "ENQUEUE" | "CANCEL_NEW";
  readonly histories: FlowRunHistory[];
  readonly leases: Map<string, { flowRun: number; expires: Timestamp }>;
  now: Timestamp;
};

const anyStep = fc.record({
  flowRun: fc.nat(RUNS - 1),
  type: fc.constantFrom(...STATE_TYPES, ...USUAL_TYPES),
  name: fc.constantFrom(undefined, undefined, "Submitting", "AwaitingRetry"),
  isForced: fc.nat(7).map((n) => n === 0),
  renewsLeases: fc.constantFrom(true, true, false, null),
  secondsLater: fc.constantFrom(1, 1, 1, 40),
});
const anyWorld = fc.record({
  limit: fc.nat(2),
  onCollision: fc.constantFrom("ENQUEUE" as const, "CANCEL_NEW" as const),
  retries: fc.array(fc.nat(2), { minLength: RUNS, maxLength: RUNS }),
});

function createWorld({
  retries,
  ...rest
}: {
  limit: number;
  onCollision: World["onCollision"];
  retries: number[];
}): World {
  const histories = retries.map((count): FlowRunHistory => {
    const empirical_policy = { retries: count, retry_delay: 0 };
    return { flowRun: flowRunOf({ deployment_id: DEPLOYMENT_ID, empirical_policy }), states: [] };
  });
  return { ...rest, histories, leases: new Map(), now: NOW };
}

function pass(world: World, seconds: number): void {
  world.now = addSeconds(world.now, seconds);
  for (const [id, { expires }] of world.leases) if (expires <= world.now) world.leases.delete(id);
}

function propose(
  world: World,
  index: number,
  proposed: { type: StateType; name?: string | undefined; state_details?: StateDetails },
  { isForced = false, renewsLeases = true as boolean | null } = {},
): Verdict<FlowRunWrite> {
  const history = world.histories[index]!;
  const held = history.states.at(-1)?.state_details.deployment_concurrency_lease_id;
  const deployment: RunDeployment = {
    isDeleted: false,
    limit: {
      limit: world.limit,
      freeSlots: world.limit - world.leases.size,
      isHeld: held != null && world.leases.has(held),
      onCollision: world.onCollision,
      leaseSeconds: LEASE_SECONDS,
      waitSeconds: 0,
      leaseId: crypto.randomUUID(),
    },
  };
  const { verdict, history: next } = advanceFlowRun(history, {
    proposed,
    policy: isForced ? "minimal" : "core",
    now: world.now,
    deployment,
    client: { ...NEWEST_CLIENT, renewsLeases },
  });
  world.histories[index] = next;
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write?.slot) change(world, index, write.slot);
  return verdict;
}

function change({ leases, now }: World, flowRun: number, slot: SlotChange): void {
  if (slot.kind === "release") leases.delete(slot.leaseId);
  else if (slot.kind === "take" || leases.has(slot.leaseId)) {
    leases.set(slot.leaseId, { flowRun, expires: addSeconds(now, slot.leaseSeconds ?? 1e9) });
  }
}

const currentOf = ({ histories }: World, index: number) => histories[index]!.states.at(-1) ?? null;

function forEachWorld(check: (world: World) => void, whenDone: (world: World) => void = () => {}) {
  fc.assert(
    fc.property(anyWorld, fc.array(anyStep, { maxLength: 40 }), (sample, steps) => {
      const world = createWorld(sample);
      for (const { flowRun, type, name, secondsLater, ...how } of steps) {
        pass(world, secondsLater);
        propose(world, flowRun, { type, name }, how);
        check(world);
      }
      whenDone(world);
    }),
    { numRuns: 400 },
  );
}

test("slots are never more than the limit, and each is held by a run that is under way and knows its lease", () => {
  forEachWorld((world) => {
    expect(world.leases.size).toBeLessThanOrEqual(world.limit);
    const holders = [...world.leases.values()].map((lease) => lease.flowRun);
    expect(new Set(holders).size).toBe(holders.length);
    for (const [id, lease] of world.leases) {
      const current = currentOf(world, lease.flowRun);
      expect(current?.state_details.deployment_concurrency_lease_id).toBe(id);
      const isUnderWay = ["PENDING", "RUNNING", "CANCELLING"].includes(current!.type);
      expect(isUnderWay || current?.name === "AwaitingRetry").toBe(true);
    }
  });
});

test("when all runs have ended, all slots are free", () => {
  const endAll = (world: World) => {
    for (let index = 0; index < RUNS; index++) {
      pass(world, 1);
      propose(world, index, { type: "CANCELLED" });
      if (currentOf(world, index)?.type !== "CANCELLED") {
        propose(world, index, { type: "CRASHED" }, { isForced: true });
      }
    }
    expect(world.leases.size).toBe(0);
  };
  forEachWorld(() => {}, endAll);
});
