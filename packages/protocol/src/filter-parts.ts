import { DateTime, Defaulted, Maybe, oneOf, type Static, strict, Type } from "./schema.ts";
import type { TProperties, TSchema } from "./type-builder.ts";

/**
 * What filters are made of: an object of sub-filters, each an object of operators.
 * All conditions of an object hold together, or any of them where its `operator` says `or_`.
 * `before_`, `after_`, `ge_` and `le_` are inclusive; `like_` is a case-insensitive substring.
 */

export const Operator = oneOf("Operator", ["and_", "or_"]);
export type Operator = Static<typeof Operator>;

export const operator = { operator: Defaulted(Operator, "and_") };
export const list = <T extends TSchema>(item: T) => Maybe(Type.Array(item));
export const anyOf = <T extends TSchema>(item: T) => ({ any_: list(item) });
export const noneOf = <T extends TSchema>(item: T) => ({ not_any_: list(item) });
export const like = { like_: Maybe(Type.String()) };
export const exists = { exists_: Maybe(Type.Boolean()) };
export const isNull = { is_null_: Maybe(Type.Boolean()) };
export const during = { before_: Maybe(DateTime), after_: Maybe(DateTime) };
export const text = Type.String();

/** A filter object of one resource, in which sub-filters may be left out or null. */
export const resourceFilter = <P extends TProperties>(title: string, fields: P) =>
  strict(title, { ...operator, ...fields });
