import { type Static, type TProperties, type TSchema, Type } from "./type-builder.ts";

/** A value of the schema, or null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A field that may be left out or null. */
export const Maybe = <T extends TSchema>(schema: T) => Type.Optional(Nullable(schema));

/** A field that takes this value when it is left out. */
export const Defaulted = <T extends TSchema>(schema: T, value: Static<T>) =>
  Type.Optional({ ...schema, default: value });

/** A named schema: the name becomes a component of the OpenAPI document. */
export const named = <T extends TSchema>(title: string, schema: T): T => ({ ...schema, title });

/** A named object that refuses unknown keys: filters and the bodies of create and update calls. */
export const strict = <T extends TProperties>(title: string, properties: T) =>
  Type.Object(properties, { title, additionalProperties: false });

/** A named object that ignores unknown keys: what we answer, and embedded details. */
export const open = <T extends TProperties>(title: string, properties: T) =>
  Type.Object(properties, { title });

/** Text with exactly these values. */
export const oneOf = <const T extends readonly string[]>(title: string, values: T) =>
  Type.Unsafe<T[number]>({ type: "string", enum: values, title });

export const Uuid = Type.String({ format: "uuid" });
export const DateTime = Type.String({ format: "date-time" });
/** Seconds; ISO 8601 durations are accepted on input and arrive here as seconds. */
export const Seconds = Type.Number();
/** An integer that a 32-bit column holds. */
export const Integer32 = Type.Integer({ minimum: -(2 ** 31), maximum: 2 ** 31 - 1 });
export const JsonObject = Type.Record(Type.String(), Type.Unknown());
export const Json = Type.Unknown();
export const Tags = Type.Array(Type.String());
export const Labels = named(
  "KeyValueLabels",
  Type.Record(Type.String(), Type.Union([Type.Boolean(), Type.Number(), Type.String()])),
);
/** Names of flows, limits, queues and block types. */
export const Name = Type.String({ pattern: "^[^/%&><]+$" });

/** What every stored row carries. */
export const stored = { id: Uuid, created: Nullable(DateTime), updated: Nullable(DateTime) };

export type KeyValueLabels = Static<typeof Labels>;
export { type Static, Type } from "./type-builder.ts";
