import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Block types with their schemas and documents; what refers to a deleted one goes with it. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await createTypes(db, t);
  await createSchemas(db, t);
  await createDocuments(db, t);
  for (const index of [
    "block_types_by_name_id on block_types (name, id)",
    "block_schemas_by_created_id on block_schemas (created desc, id desc)",
    "block_schemas_by_block_type_id on block_schemas (block_type_id)",
    "block_schemas_by_capabilities on block_schemas (capabilities)",
    "block_documents_by_name_id on block_documents (name, id)",
    "block_documents_by_block_type_name_name_id on block_documents (block_type_name, name, id)",
    "block_documents_by_is_anonymous_name_id on block_documents (is_anonymous, name, id)",
    "block_documents_by_is_anonymous_block_type_name_name_id on block_documents (is_anonymous, block_type_name, name, id)",
    "block_documents_by_block_schema_id on block_documents (block_schema_id)",
    "block_document_references_by_reference_id on block_document_references (reference_id)",
  ]) {
    await sql.raw(`create index ${index}`).execute(db);
  }
}

async function createTypes(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("block_types")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("slug", t.text, (c) => c.notNull().unique())
    .addColumn("logo_url", t.text)
    .addColumn("documentation_url", t.text)
    .addColumn("description", t.text)
    .addColumn("code_example", t.text)
    .addColumn("is_protected", t.integer, (c) => c.notNull())
    .execute();
}

async function createSchemas(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("block_schemas")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("checksum", t.text, (c) => c.notNull())
    .addColumn("version", t.text, (c) => c.notNull())
    .addColumn("fields", t.text, (c) => c.notNull())
    .addColumn("capabilities", t.text, (c) => c.notNull())
    .addColumn("block_type_id", t.id, (c) => c.notNull().references("block_types.id").onDelete("cascade"))
    .addUniqueConstraint("block_schemas_checksum_version", ["checksum", "version"])
    .execute();
}

async function createDocuments(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("block_documents")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("data", t.text, (c) => c.notNull())
    .addColumn("block_schema_id", t.id, (c) => c.notNull().references("block_schemas.id").onDelete("cascade"))
    .addColumn("block_type_id", t.id, (c) => c.notNull().references("block_types.id").onDelete("cascade"))
    .addColumn("block_type_name", t.text, (c) => c.notNull())
    .addColumn("is_anonymous", t.integer, (c) => c.notNull())
    .addUniqueConstraint("block_documents_block_type_id_name", ["block_type_id", "name"])
    .execute();
  await db.schema
    .createTable("block_document_references")
    .addColumn("parent_id", t.id, (c) => c.notNull().references("block_documents.id").onDelete("cascade"))
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("reference_id", t.id, (c) => c.notNull().references("block_documents.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("block_document_references_primary_key", ["parent_id", "name"])
    .execute();
}
