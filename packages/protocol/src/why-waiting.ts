import { endpoint } from "./endpoint.ts";
import { DateTime, Nullable, oneOf, open, type Static, Type, Uuid } from "./schema.ts";

/** What a flow run passes before it runs, in the order in which it passes. */
export const WaitingGateName = oneOf("WaitingGateName", [
  "state",
  "scheduled-time",
  "own-process",
  "deployment",
  "work-pool",
  "work-queue",
  "worker",
  "work-pool-limit",
  "work-queue-limit",
  "deployment-limit",
  "line",
  "claim",
  "tag-limits",
]);
export type WaitingGateName = Static<typeof WaitingGateName>;

/** What holds a slot, or is to do something, by which the run goes on. */
export const WaitingHolder = open("WaitingHolder", {
  kind: oneOf("WaitingHolderKind", ["flow-run", "worker", "concurrency-limit"]),
  /** Workers of older kinds have none. */
  id: Nullable(Uuid),
  name: Type.String(),
});
export type WaitingHolder = Static<typeof WaitingHolder>;

/** One gate: whether the run passes it now, why, who holds it, and when it opens by itself. */
export const WaitingGate = open("WaitingGate", {
  gate: WaitingGateName,
  is_open: Type.Boolean(),
  reason: Type.String(),
  holders: Type.Array(WaitingHolder),
  opens_at: Nullable(DateTime),
});
export type WaitingGate = Static<typeof WaitingGate>;

/** Why a flow run is not running: each gate before it, and in one sentence what keeps it. */
export const WhyWaiting = open("WhyWaiting", {
  flow_run_id: Uuid,
  is_waiting: Type.Boolean(),
  summary: Type.String(),
  gates: Type.Array(WaitingGate),
});
export type WhyWaiting = Static<typeof WhyWaiting>;

export const getWhyWaiting = endpoint({
  name: "getWhyWaiting",
  group: "Flow Runs",
  summary: "Why a flow run is not running: every gate before it, who holds it, and when it opens",
  method: "GET",
  path: "/flow_runs/:id/why-waiting",
  params: { id: Uuid },
  answers: { 200: WhyWaiting },
});
