import { MinimalConcurrencyLimit } from "./concurrency-limits.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import { Maybe, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

/** A limit on how many task runs with a tag run at once: the concurrency limit `tag:<tag>`, seen from its tag. */
export const TagLimit = open("ConcurrencyLimit", {
  ...stored,
  tag: Type.String(),
  concurrency_limit: Type.Integer(),
  /** The task runs that hold its slots. */
  active_slots: Type.Array(Uuid),
});
export type TagLimit = Static<typeof TagLimit>;

export const TagLimitCreate = strict("ConcurrencyLimitCreate", {
  tag: Type.String({ minLength: 1 }),
  // As many as the column holds.
  concurrency_limit: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
});
export type TagLimitCreate = Static<typeof TagLimitCreate>;

const group = "Concurrency Limits";
const id = { id: Uuid };
const tag = { tag: Type.String() };
const slots = parameters(Type.Object({ names: Type.Array(Type.String()), task_run_id: Uuid }));

export const createTagLimit = endpoint({
  name: "createTagLimit",
  group,
  summary: "Limit how many task runs with a tag run at once, or change that limit",
  method: "POST",
  path: "/concurrency_limits/",
  body: model(TagLimitCreate),
  answers: { 200: TagLimit, 201: TagLimit },
});
export const getTagLimit = endpoint({
  name: "getTagLimit",
  group,
  summary: "Read a tag's limit by its id",
  method: "GET",
  path: "/concurrency_limits/:id",
  params: id,
  answers: { 200: TagLimit },
});
export const getTagLimitByTag = endpoint({
  name: "getTagLimitByTag",
  group,
  summary: "Read a tag's limit",
  method: "GET",
  path: "/concurrency_limits/tag/:tag",
  params: tag,
  answers: { 200: TagLimit },
});
export const deleteTagLimit = endpoint({
  name: "deleteTagLimit",
  group,
  summary: "Delete a tag's limit by its id",
  method: "DELETE",
  path: "/concurrency_limits/:id",
  params: id,
  answers: { 200: Type.Null() },
});
export const deleteTagLimitByTag = endpoint({
  name: "deleteTagLimitByTag",
  group,
  summary: "Delete a tag's limit",
  method: "DELETE",
  path: "/concurrency_limits/tag/:tag",
  params: tag,
  answers: { 200: Type.Null() },
});
export const listTagLimits = endpoint({
  name: "listTagLimits",
  group,
  summary: "List the limits of tags by their tags",
  method: "POST",
  path: "/concurrency_limits/filter",
  body: parameters(Type.Object({ ...page })),
  answers: { 200: Type.Array(TagLimit) },
});
export const resetTagLimit = endpoint({
  name: "resetTagLimit",
  group,
  summary: "Take all slots of a tag's limit away from their holders, and give them to the task runs named",
  method: "POST",
  path: "/concurrency_limits/tag/:tag/reset",
  params: tag,
  body: parameters(Type.Object({ slot_override: Maybe(Type.Array(Uuid)) })),
  answers: { 200: Type.Null() },
});
export const takeTagSlots = endpoint({
  name: "takeTagSlots",
  group,
  summary: "Take a slot of each of the tags' limits for a task run, or of none: 423 says when to come back",
  method: "POST",
  path: "/concurrency_limits/increment",
  body: slots,
  answers: { 200: Type.Array(MinimalConcurrencyLimit) },
});
export const releaseTagSlots = endpoint({
  name: "releaseTagSlots",
  group,
  summary: "Give back the slots of the tags' limits that a task run holds",
  method: "POST",
  path: "/concurrency_limits/decrement",
  body: slots,
  answers: { 200: Type.Array(MinimalConcurrencyLimit) },
});
