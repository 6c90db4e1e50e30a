import { MAKING, type NestedClasses } from "./block-making.ts";
import { type DescribedFields, definitionName, type JsonSchema } from "./describe-fields.ts";

/** The fields of a block's schema as the wire has them; the references to nested schemas come when it is registered. */
export type BlockFields = JsonSchema & { readonly secret_fields: readonly string[] };

type Described = {
  slug: string;
  name: string;
  className?: string;
  description?: string;
  described: DescribedFields;
};

/**
 * What a server and Python's client know of a block, worded as Python's client words it: the checksum of this text
 * decides whether a Python class of the same fields has the same schema.
 */
export function blockFields({ slug, name, className, description, described }: Described): BlockFields {
  const { properties, required, nested } = described;
  const placed = Object.entries(properties).map(([key, property], position) => [
    key,
    {
      // Python's client titles a reference by itself, and so not at all.
      ...(nested.get(key)?.length === 1 ? {} : { title: fieldTitle(key) }),
      ...withoutImpliedBounds(property),
      position,
    },
  ]);
  const definitions = nestedDefinitions(nested);
  return {
    title: className ?? name.replaceAll(/\s/g, ""),
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(placed),
    ...(required.length > 0 ? { required } : {}),
    secret_fields: secretPaths(properties, nested),
    block_type_slug: slug,
    block_schema_references: {},
    ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
  };
}

/** The schemas of nested blocks, and what those define in turn, side by side. */
function nestedDefinitions(nested: NestedClasses): Record<string, JsonSchema> {
  const found = [...nested.values()].flat().flatMap((nestedClass) => {
    const { definitions, ...own } = nestedClass[MAKING].schema ?? {};
    return [
      ...Object.entries((definitions ?? {}) as Properties),
      [definitionName(nestedClass), own] as const,
    ];
  });
  return Object.fromEntries(found);
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** The dotted paths of secrets; of a secret that is an object, all that it holds is one. */
function secretPaths(properties: Properties, nested: NestedClasses, prefix = ""): string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const path = prefix + key;
    if (isSecret(property)) return [property.type === "object" ? `${path}.*` : path];
    const inNested = nested.get(path)?.flatMap((each) => each[MAKING].secretFields) ?? [];
    const inside = secretPaths((property.properties ?? {}) as Properties, nested, `${path}.`);
    return [...new Set(inNested.map((field) => `${path}.${field}`)), ...inside];
  });
}

/** A secret that may be null is marked as the text that it otherwise is. */
const isSecret = ({ format, anyOf }: JsonSchema): boolean =>
  format === "password" || (Array.isArray(anyOf) && anyOf.some((each) => isSecret(each as JsonSchema)));

/** `api_key` is titled "Api Key". */
const fieldTitle = (key: string): string =>
  key
    .replaceAll("_", " ")
    .toLowerCase()
    .replaceAll(/[a-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1));

/** Zod bounds every integer by what a double holds, which says nothing of the field. */
const withoutImpliedBounds = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    const isImplied =
      (key === "minimum" && value === Number.MIN_SAFE_INTEGER) ||
      (key === "maximum" && value === Number.MAX_SAFE_INTEGER);
    return isImplied ? undefined : value;
  });
