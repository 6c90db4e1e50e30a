import { blockChecksum } from "./block-checksum.ts";
import {
  definitionsOf,
  definitionsReachedFrom,
  isBlockDefinition,
  isRecord,
  type SchemaFields,
} from "./schema-fields.ts";

/** How a schema names that of a block nested in it. */
export type SchemaReference = { block_type_slug: string; block_schema_checksum: string };

/** The schema of a nested block, with the name under which the definitions of the outer one hold it. */
export type NestedSchema = { definition: string; fields: SchemaFields; reference: SchemaReference };

/** The references of a schema to nested ones, each field's as a list. */
export function referencesOf({ block_schema_references }: SchemaFields): Map<string, SchemaReference[]> {
  const given = isRecord(block_schema_references) ? Object.entries(block_schema_references) : [];
  return new Map(given.map(([name, references]) => [name, [references].flat().filter(isReference)] as const));
}

const isReference = (value: unknown): value is SchemaReference =>
  isRecord(value) &&
  typeof value.block_type_slug === "string" &&
  typeof value.block_schema_checksum === "string";

/**
 * The definition that a schema has of a nested block, as a schema of its own: the one of this checksum,
 * else the first of this type.
 */
export function findDefinition(
  fields: SchemaFields,
  { block_type_slug, block_schema_checksum }: SchemaReference,
): { name: string; fields: SchemaFields } | undefined {
  const found = Object.entries(definitionsOf(fields))
    .filter(([, definition]) => definition.block_type_slug === block_type_slug)
    .map(([name, definition]) => ({
      name,
      fields: withDefinitions(definition, definitionsReachedFrom(definition, fields)),
    }));
  return found.find((one) => blockChecksum(one.fields) === block_schema_checksum) ?? found[0];
}

/** The fields as they are answered: every reference as it was resolved, and all nested blocks among the definitions. */
export function answeredFields(
  fields: SchemaFields,
  nested: ReadonlyMap<string, readonly NestedSchema[]>,
): SchemaFields {
  const references = [...nested].map(([name, schemas]) => {
    const resolved = schemas.map(({ reference }) => reference);
    return [name, resolved.length === 1 ? resolved[0] : resolved];
  });
  const definitions: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(definitionsReachedFrom(fields, fields))) {
    if (!isBlockDefinition(definition)) definitions[name] = definition;
  }
  for (const schema of [...nested.values()].flat()) {
    const { definitions: inner, ...own } = schema.fields;
    Object.assign(definitions, inner);
    definitions[schema.definition] = own;
  }
  const { definitions: _, block_schema_references: __, ...own } = fields;
  return withDefinitions({ ...own, block_schema_references: Object.fromEntries(references) }, definitions);
}

const withDefinitions = (fields: SchemaFields, definitions: Record<string, unknown>): SchemaFields =>
  Object.keys(definitions).length > 0 ? { ...fields, definitions } : fields;
