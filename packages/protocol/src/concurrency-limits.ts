import { endpoint, parameters } from "./endpoint.ts";
import { Maybe, Name, oneOf, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

export const ConcurrencyLimit = open("GlobalConcurrencyLimitResponse", {
  ...stored,
  active: Type.Boolean(),
  name: Name,
  limit: Type.Integer({ minimum: 0 }),
  active_slots: Type.Integer(),
  slot_decay_per_second: Type.Number(),
});
export type ConcurrencyLimit = Static<typeof ConcurrencyLimit>;

/** Whose work a lease stands for. */
export const LeaseHolder = strict("ConcurrencyLeaseHolder", {
  type: oneOf("ConcurrencyLeaseHolderType", ["flow_run", "task_run", "deployment"]),
  id: Uuid,
});
export type LeaseHolder = Static<typeof LeaseHolder>;

export const MinimalLimit = open("MinimalConcurrencyLimitResponse", {
  id: Uuid,
  name: Type.String(),
  limit: Type.Integer(),
});

const LeaseSeconds = Type.Number({ minimum: 60, maximum: 86400 });
const group = "Concurrency Limits V2";

export const takeSlotsWithLease = endpoint({
  name: "takeSlotsWithLease",
  group,
  summary: "Take slots of all the named limits under a lease, or of none: 423 says when to come back",
  method: "POST",
  path: "/v2/concurrency_limits/increment-with-lease",
  body: parameters(
    Type.Object({
      slots: Type.Integer({ exclusiveMinimum: 0 }),
      names: Type.Array(Type.String(), { minItems: 1 }),
      mode: Type.Optional(oneOf("ConcurrencyMode", ["concurrency", "rate_limit"])),
      lease_duration: Type.Optional(LeaseSeconds),
      holder: Maybe(LeaseHolder),
    }),
  ),
  answers: {
    200: open("ConcurrencyLimitWithLeaseResponse", { lease_id: Uuid, limits: Type.Array(MinimalLimit) }),
  },
});
export const releaseLease = endpoint({
  name: "releaseLease",
  group,
  summary: "Give back the slots of a lease; a lease that is gone already is no error",
  method: "POST",
  path: "/v2/concurrency_limits/decrement-with-lease",
  body: parameters(Type.Object({ lease_id: Uuid })),
  answers: { 204: null },
});
export const renewLease = endpoint({
  name: "renewLease",
  group,
  summary: "Extend a lease; 410 when it is gone",
  method: "POST",
  path: "/v2/concurrency_limits/leases/:lease_id/renew",
  params: { lease_id: Uuid },
  body: parameters(Type.Object({ lease_duration: Type.Optional(LeaseSeconds) })),
  answers: { 204: null },
});
