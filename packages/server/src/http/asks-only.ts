import type { TSchema } from "@reeve/protocol/type-builder";
import { isUuid } from "../uuid.ts";
import { acceptsNull, isRecord } from "./validation.ts";

type Part = TSchema & {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Part[];
  readonly items?: Part;
  readonly enum?: readonly unknown[];
};

/**
 * Whether a value asks for what `asked` names and for nothing else, and so fits the whole schema: other fields of it
 * are left out or null. Read rather than compiled, which would hold up the server's thread for 10 ms and more.
 */
export function asksOnly(whole: Part, asked: Part, value: unknown): boolean {
  if (asked.anyOf) return asked.anyOf.some((branch) => asksOnly(whole, branch, value));
  if (value === null) return asked.type === "null" && acceptsNull(whole);
  if (!asked.properties) return isOf(asked, value);
  const object = whole.properties ? whole : whole.anyOf?.find(({ properties }) => properties);
  if (!object || !isRecord(value)) return false;
  const { properties: wanted, required = [] } = asked;
  return (
    required.every((name) => value[name] !== undefined) &&
    Object.keys(value).every((name) => {
      const field = Object.hasOwn(object.properties!, name) ? object.properties![name] : undefined;
      if (!field) return object.additionalProperties !== false;
      if (Object.hasOwn(wanted, name)) return asksOnly(field, wanted[name]!, value[name]);
      // How several conditions are joined says nothing where there is one.
      return name === "operator" ? isOf(field, value[name]) : value[name] === null && acceptsNull(field);
    })
  );
}

/** Whether a value fits a schema of the few kinds that near reads ask for; it fits no other. */
function isOf(schema: Part, value: unknown): boolean {
  if (schema.enum) return schema.enum.includes(value);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema as {
    minItems?: number;
    maxItems?: number;
  };
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema as {
    minimum?: number;
    maximum?: number;
  };
  if (schema.type === "integer")
    return Number.isInteger(value) && minimum <= Number(value) && Number(value) <= maximum;
  if (schema.type === "string") return schema.format === "uuid" && typeof value === "string" && isUuid(value);
  if (schema.type !== "array" || !Array.isArray(value)) return false;
  return (
    minItems <= value.length && value.length <= maxItems && value.every((item) => isOf(schema.items!, item))
  );
}
