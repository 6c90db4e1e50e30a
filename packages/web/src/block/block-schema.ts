import { isSame } from "../schema-form/is-same.ts";
import type { JsonSchema } from "../schema-form/json-schema.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** The fields of a block as its schema has them, with the types of the blocks that stand in it. */
export type BlockFields = JsonSchema & {
  readonly block_schema_references?: Readonly<Record<string, unknown>>;
};

type Reference = { readonly block_type_slug: string };

const isReference = (value: unknown): value is Reference =>
  typeof value === "object" && value !== null && "block_type_slug" in value;

/** The fields that other blocks are put into, with the slugs of the types that fit. */
export function nestedFields({
  block_schema_references: references = {},
}: BlockFields): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [field, reference] of Object.entries(references)) {
    const slugs = [reference]
      .flat()
      .filter(isReference)
      .map(({ block_type_slug: slug }) => slug);
    if (slugs.length > 0) found[field] = slugs;
  }
  return found;
}

/** The schema without the fields that other blocks are put into. */
export function plainFields(fields: BlockFields): JsonSchema {
  const nested = nestedFields(fields);
  const properties = Object.entries(fields.properties ?? {}).filter(([name]) => !(name in nested));
  return { ...fields, properties: Object.fromEntries(properties) };
}

/** What a change of values has to send: a secret that stays as it is comes masked, and must not be sent back. */
export function changedValues(values: Values, initial: Values): Record<string, unknown> {
  const names = new Set([...Object.keys(values), ...Object.keys(initial)]);
  const changed = [...names].filter((name) => !isSame(values[name], initial[name]));
  return Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
}
