import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import { Defaulted, Maybe, Name, oneOf, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

/** A limit as it is read: `active_slots` are those that nobody else can take now. */
export const ConcurrencyLimit = open("GlobalConcurrencyLimitResponse", {
  ...stored,
  active: Type.Boolean(),
  name: Type.String(),
  limit: Type.Integer(),
  active_slots: Type.Integer(),
  slot_decay_per_second: Type.Number(),
});
export type ConcurrencyLimit = Static<typeof ConcurrencyLimit>;

/** A limit as it is answered once, when it was created: with what is known of its use. */
export const CreatedConcurrencyLimit = open("ConcurrencyLimitV2", {
  ...stored,
  active: Type.Boolean(),
  name: Name,
  limit: Type.Integer(),
  active_slots: Type.Integer(),
  denied_slots: Type.Integer(),
  slot_decay_per_second: Type.Number(),
  avg_slot_occupancy_seconds: Type.Number(),
});
export type CreatedConcurrencyLimit = Static<typeof CreatedConcurrencyLimit>;

// As many as the column holds.
const Slots = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 });
const SlotDecay = Type.Number({ minimum: 0 });

export const ConcurrencyLimitCreate = strict("ConcurrencyLimitV2Create", {
  active: Type.Optional(Type.Boolean({ default: true })),
  name: Name,
  limit: Slots,
  active_slots: Type.Optional({ ...Slots, default: 0 }),
  denied_slots: Type.Optional({ ...Slots, default: 0 }),
  slot_decay_per_second: Type.Optional({ ...SlotDecay, default: 0 }),
});
export type ConcurrencyLimitCreate = Static<typeof ConcurrencyLimitCreate>;

export const ConcurrencyLimitUpdate = strict("ConcurrencyLimitV2Update", {
  active: Maybe(Type.Boolean()),
  name: Maybe(Name),
  limit: Maybe(Slots),
  active_slots: Maybe(Slots),
  denied_slots: Maybe(Slots),
  slot_decay_per_second: Maybe(SlotDecay),
});
export type ConcurrencyLimitUpdate = Static<typeof ConcurrencyLimitUpdate>;

/** Whose work a lease stands for. */
export const LeaseHolder = strict("ConcurrencyLeaseHolder", {
  type: oneOf("ConcurrencyLeaseHolderType", ["flow_run", "task_run", "deployment"]),
  id: Uuid,
});
export type LeaseHolder = Static<typeof LeaseHolder>;

export const MinimalConcurrencyLimit = open("MinimalConcurrencyLimitResponse", {
  id: Uuid,
  name: Type.String(),
  limit: Type.Integer(),
});
export type MinimalConcurrencyLimit = Static<typeof MinimalConcurrencyLimit>;

const LeaseSeconds = Type.Number({ minimum: 60, maximum: 86400 });
const group = "Concurrency Limits V2";
const key = { id_or_name: Type.String() };

/** What is asked for: so many slots of each named limit. */
const wanted = {
  slots: Type.Integer({ exclusiveMinimum: 0 }),
  names: Type.Array(Type.String(), { minItems: 1 }),
};
const mode = Defaulted(oneOf("ConcurrencyMode", ["concurrency", "rate_limit"]), "concurrency");

export const createConcurrencyLimit = endpoint({
  name: "createConcurrencyLimit",
  group,
  summary: "Create a concurrency limit; its name must be new",
  method: "POST",
  path: "/v2/concurrency_limits/",
  body: model(ConcurrencyLimitCreate),
  answers: { 201: CreatedConcurrencyLimit },
});
export const getConcurrencyLimit = endpoint({
  name: "getConcurrencyLimit",
  group,
  summary: "Read a concurrency limit by its id or its name",
  method: "GET",
  path: "/v2/concurrency_limits/:id_or_name",
  params: key,
  answers: { 200: ConcurrencyLimit },
});
export const updateConcurrencyLimit = endpoint({
  name: "updateConcurrencyLimit",
  group,
  summary: "Change what is given of a concurrency limit",
  method: "PATCH",
  path: "/v2/concurrency_limits/:id_or_name",
  params: key,
  body: model(ConcurrencyLimitUpdate),
  answers: { 204: null },
});
export const deleteConcurrencyLimit = endpoint({
  name: "deleteConcurrencyLimit",
  group,
  summary: "Delete a concurrency limit; what it held up goes on",
  method: "DELETE",
  path: "/v2/concurrency_limits/:id_or_name",
  params: key,
  answers: { 204: null },
});
export const listConcurrencyLimits = endpoint({
  name: "listConcurrencyLimits",
  group,
  summary: "List the concurrency limits by their names",
  method: "POST",
  path: "/v2/concurrency_limits/filter",
  body: parameters(Type.Object({ ...page })),
  answers: { 200: Type.Array(ConcurrencyLimit) },
});
export const takeSlots = endpoint({
  name: "takeSlots",
  group,
  summary: "Take slots of all the named limits, or of none: 423 says when to come back",
  method: "POST",
  path: "/v2/concurrency_limits/increment",
  body: parameters(Type.Object({ ...wanted, mode })),
  answers: { 200: Type.Array(MinimalConcurrencyLimit) },
});
export const releaseSlots = endpoint({
  name: "releaseSlots",
  group,
  summary: "Give back slots that were taken without a lease",
  method: "POST",
  path: "/v2/concurrency_limits/decrement",
  body: parameters(
    Type.Object({ ...wanted, occupancy_seconds: Maybe(Type.Number({ exclusiveMinimum: 0 })) }),
  ),
  answers: { 200: Type.Array(MinimalConcurrencyLimit) },
});

export const takeSlotsWithLease = endpoint({
  name: "takeSlotsWithLease",
  group,
  summary: "Take slots of all the named limits under a lease, or of none: 423 says when to come back",
  method: "POST",
  path: "/v2/concurrency_limits/increment-with-lease",
  body: parameters(
    Type.Object({
      ...wanted,
      mode,
      lease_duration: Defaulted(LeaseSeconds, 300),
      holder: Maybe(LeaseHolder),
    }),
  ),
  answers: {
    200: open("ConcurrencyLimitWithLeaseResponse", {
      lease_id: Uuid,
      limits: Type.Array(MinimalConcurrencyLimit),
    }),
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
  body: parameters(Type.Object({ lease_duration: Defaulted(LeaseSeconds, 300) })),
  answers: { 204: null },
});
