import { BlockDocumentFilter, blockFilters } from "./block-filters.ts";
import { BlockSchema } from "./block-schemas.ts";
import { BlockType } from "./block-types.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import {
  Defaulted,
  JsonObject,
  Maybe,
  Name,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";

const text = Type.String();
const BlockDocumentName = Type.String({ pattern: "^[a-z0-9-]*$" });

/** `data` holds nested documents in place of their references, and secrets only where they were asked for. */
export const BlockDocument = open("BlockDocument", {
  ...stored,
  name: Nullable(Name),
  data: JsonObject,
  block_schema_id: Uuid,
  block_schema: Nullable(BlockSchema),
  block_type_id: Uuid,
  block_type_name: Nullable(text),
  block_type: Nullable(BlockType),
  block_document_references: Type.Record(text, JsonObject),
  is_anonymous: Type.Boolean(),
});
export type BlockDocument = Static<typeof BlockDocument>;

export const BlockDocumentCreate = strict("BlockDocumentCreate", {
  name: Maybe(BlockDocumentName),
  data: Type.Optional(JsonObject),
  block_schema_id: Uuid,
  block_type_id: Uuid,
  is_anonymous: Defaulted(Type.Boolean(), false),
});
export type BlockDocumentCreate = Static<typeof BlockDocumentCreate>;

export const BlockDocumentUpdate = strict("BlockDocumentUpdate", {
  block_schema_id: Maybe(Uuid),
  data: Type.Optional(JsonObject),
  merge_existing_data: Defaulted(Type.Boolean(), true),
});
export type BlockDocumentUpdate = Static<typeof BlockDocumentUpdate>;

export const BlockDocumentSort = oneOf("BlockDocumentSort", [
  "NAME_DESC",
  "NAME_ASC",
  "BLOCK_TYPE_AND_NAME_ASC",
]);
export type BlockDocumentSort = Static<typeof BlockDocumentSort>;

const group = "Block documents";
const id = { id: Uuid };
const withSecrets = { include_secrets: Defaulted(Type.Boolean(), false) };
const filters = { block_documents: Maybe(BlockDocumentFilter), ...blockFilters };

export const createBlockDocument = endpoint({
  name: "createBlockDocument",
  group,
  summary: "Create a block document; 409 when its type has one of this name",
  method: "POST",
  path: "/block_documents/",
  body: model(BlockDocumentCreate),
  keepsNumbers: true,
  holdsSecrets: true,
  answers: { 201: BlockDocument },
});
export const getBlockDocument = endpoint({
  name: "getBlockDocument",
  group,
  summary: "Read a block document",
  method: "GET",
  path: "/block_documents/:id",
  params: id,
  query: withSecrets,
  answers: { 200: BlockDocument },
});
export const getBlockDocumentByName = endpoint({
  name: "getBlockDocumentByName",
  group,
  summary: "Read the block document of a type and a name",
  method: "GET",
  path: "/block_types/slug/:slug/block_documents/name/:block_document_name",
  params: { slug: text, block_document_name: text },
  query: withSecrets,
  answers: { 200: BlockDocument },
});
export const listBlockDocumentsOfType = endpoint({
  name: "listBlockDocumentsOfType",
  group,
  summary: "List the block documents of a type by name",
  method: "GET",
  path: "/block_types/slug/:slug/block_documents",
  params: { slug: text },
  query: withSecrets,
  answers: { 200: Type.Array(BlockDocument) },
});
export const listBlockDocuments = endpoint({
  name: "listBlockDocuments",
  group,
  summary: "List block documents, anonymous ones only on request",
  method: "POST",
  path: "/block_documents/filter",
  body: parameters(
    Type.Object({
      ...filters,
      ...withSecrets,
      sort: Defaulted(Nullable(BlockDocumentSort), "NAME_ASC"),
      ...page,
    }),
  ),
  answers: { 200: Type.Array(BlockDocument) },
});
export const countBlockDocuments = endpoint({
  name: "countBlockDocuments",
  group,
  summary: "Count block documents, anonymous ones only on request",
  method: "POST",
  path: "/block_documents/count",
  body: parameters(Type.Object(filters)),
  answers: { 200: Type.Integer() },
});
export const updateBlockDocument = endpoint({
  name: "updateBlockDocument",
  group,
  summary: "Change a block document's data, merging the given fields into them unless told otherwise",
  method: "PATCH",
  path: "/block_documents/:id",
  params: id,
  body: model(BlockDocumentUpdate),
  keepsNumbers: true,
  holdsSecrets: true,
  answers: { 204: null },
});
export const deleteBlockDocument = endpoint({
  name: "deleteBlockDocument",
  group,
  summary: "Delete a block document",
  method: "DELETE",
  path: "/block_documents/:id",
  params: id,
  answers: { 204: null },
});
