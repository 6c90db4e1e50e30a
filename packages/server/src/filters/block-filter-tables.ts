import type { BlockDocumentFilter, BlockSchemaFilter, BlockTypeFilter } from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition, compileFilter, EVERY_ROW, type FilterTable } from "./compile-filter.ts";
import { booleanOperators, idOperators, textOperators } from "./operators.ts";
import { tagOperators } from "./tag-operators.ts";

/** The filters of lists of blocks, each on a resource of its own; those given must all hold. */
export type BlockFilters = {
  block_types?: BlockTypeFilter | null;
  block_schemas?: BlockSchemaFilter | null;
};

const blockTypeFilterTable: FilterTable<BlockTypeFilter> = {
  name: textOperators("block_types.name"),
  slug: textOperators("block_types.slug"),
};

const blockSchemaFilterTable: FilterTable<BlockSchemaFilter> = {
  block_type_id: idOperators("block_schemas.block_type_id"),
  block_capabilities: tagOperators("block_schemas.capabilities"),
  id: idOperators("block_schemas.id"),
  version: textOperators("block_schemas.version"),
};

const blockDocumentFilterTable: FilterTable<BlockDocumentFilter> = {
  id: idOperators("block_documents.id"),
  is_anonymous: booleanOperators("block_documents.is_anonymous"),
  block_type_id: idOperators("block_documents.block_type_id"),
  name: textOperators("block_documents.name"),
};

/** True of the rows of `block_types` that pass, and of which a schema passes where one is asked for. */
export function blockTypesMatch(
  dialect: DialectName,
  { block_types, block_schemas }: BlockFilters,
): Condition {
  const conditions = block_types ? [compileFilter(blockTypeFilterTable, block_types, dialect)] : [];
  if (block_schemas) {
    const schemas = sql`select 1 from block_schemas where block_schemas.block_type_id = block_types.id`;
    conditions.push(sql<SqlBool>`exists (${schemas} and ${blockSchemasMatch(dialect, block_schemas)})`);
  }
  return allOf(conditions);
}

/** True of the rows of `block_schemas` that pass the filter. */
export const blockSchemasMatch = (
  dialect: DialectName,
  filter: BlockSchemaFilter | null | undefined,
): Condition => (filter ? compileFilter(blockSchemaFilterTable, filter, dialect) : EVERY_ROW);

/** True of the rows of `block_documents` that pass, and whose type and schema do; by default no anonymous one does. */
export function blockDocumentsMatch(
  dialect: DialectName,
  filter: BlockDocumentFilter | null | undefined,
  { block_types, block_schemas }: BlockFilters = {},
): Condition {
  const conditions = filter ? [compileFilter(blockDocumentFilterTable, filter, dialect)] : [];
  if (filter?.is_anonymous === undefined) conditions.push(sql<SqlBool>`block_documents.is_anonymous = 0`);
  if (block_types) {
    const types = sql`select 1 from block_types where block_types.id = block_documents.block_type_id`;
    conditions.push(sql<SqlBool>`exists (${types} and ${blockTypesMatch(dialect, { block_types })})`);
  }
  if (block_schemas) {
    const schemas = sql`select 1 from block_schemas where block_schemas.id = block_documents.block_schema_id`;
    conditions.push(sql<SqlBool>`exists (${schemas} and ${blockSchemasMatch(dialect, block_schemas)})`);
  }
  return allOf(conditions);
}
