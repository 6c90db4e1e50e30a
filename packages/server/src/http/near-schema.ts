import { type TSchema, Type } from "@reeve/protocol/type-builder";
import { acceptsNull } from "./validation.ts";

type Part = TSchema & { properties?: Record<string, Part>; required?: string[]; anyOf?: Part[] };

const NO_VALUE: TSchema = { not: {} };

/**
 * The schema of the bodies that fit the whole one and ask for what `asked` names and nothing else: any other field is
 * left out or null. Of the whole next to nothing has to be compiled for it.
 */
export function nearSchema(whole: Part, asked: Part): Part {
  const { anyOf, properties: wanted, required = [], type } = asked;
  if (anyOf) return { anyOf: anyOf.map((branch) => nearSchema(whole, branch)) };
  if (type === "null") return nothingOf(whole);
  if (!wanted) return { allOf: [whole, asked] };
  const { title: _, properties = {}, required: needed = [], ...object } = objectOf(whole);
  const fields = Object.entries(properties).map(([name, field]) => {
    // How several conditions are joined says nothing where there is one.
    if (!wanted[name]) return [name, name === "operator" ? field : nothingOf(field)];
    return [name, nearSchema(field, wanted[name])];
  });
  return {
    ...object,
    properties: Object.fromEntries(fields),
    required: [...new Set([...needed, ...required])],
  };
}

const nothingOf = (schema: Part): Part => (acceptsNull(schema) ? Type.Null() : NO_VALUE);

function objectOf(schema: Part): Part {
  const object = schema.properties ? schema : schema.anyOf?.find(({ properties }) => properties);
  if (!object) throw new Error("What is asked for is no object in the schema of the body.");
  return object;
}
