import { BlockSchemaFilter } from "./block-filters.ts";
import { BlockType } from "./block-types.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import {
  Defaulted,
  JsonObject,
  Maybe,
  Nullable,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";

const text = Type.String();

export const BlockSchema = open("BlockSchema", {
  ...stored,
  checksum: text,
  fields: JsonObject,
  block_type_id: Nullable(Uuid),
  block_type: Nullable(BlockType),
  capabilities: Type.Array(text),
  version: text,
});
export type BlockSchema = Static<typeof BlockSchema>;

export const BlockSchemaCreate = strict("BlockSchemaCreate", {
  fields: Type.Optional(JsonObject),
  block_type_id: Uuid,
  capabilities: Type.Optional(Type.Array(text)),
  version: Defaulted(text, "non-versioned"),
});
export type BlockSchemaCreate = Static<typeof BlockSchemaCreate>;

const group = "Block schemas";
const id = { id: Uuid };

export const createBlockSchema = endpoint({
  name: "createBlockSchema",
  group,
  summary: "Create a block schema, or answer the one of the same checksum and version",
  method: "POST",
  path: "/block_schemas/",
  body: model(BlockSchemaCreate),
  keepsNumbers: true,
  answers: { 200: BlockSchema, 201: BlockSchema },
});
export const getBlockSchema = endpoint({
  name: "getBlockSchema",
  group,
  summary: "Read a block schema",
  method: "GET",
  path: "/block_schemas/:id",
  params: id,
  answers: { 200: BlockSchema },
});
export const getBlockSchemaByChecksum = endpoint({
  name: "getBlockSchemaByChecksum",
  group,
  summary: "Read the block schema of this checksum, the newest unless a version is asked for",
  method: "GET",
  path: "/block_schemas/checksum/:checksum",
  params: { checksum: text },
  query: { version: Type.Optional(text) },
  answers: { 200: BlockSchema },
});
export const listBlockSchemas = endpoint({
  name: "listBlockSchemas",
  group,
  summary: "List block schemas, the newest first",
  method: "POST",
  path: "/block_schemas/filter",
  body: parameters(Type.Object({ block_schemas: Maybe(BlockSchemaFilter), ...page })),
  answers: { 200: Type.Array(BlockSchema) },
});
export const deleteBlockSchema = endpoint({
  name: "deleteBlockSchema",
  group,
  summary: "Delete a block schema with its documents; those of protected types stay",
  method: "DELETE",
  path: "/block_schemas/:id",
  params: id,
  answers: { 204: null },
});
export const listBlockCapabilities = endpoint({
  name: "listBlockCapabilities",
  group: "Block capabilities",
  summary: "List what blocks can do, by the words that their schemas have for it",
  method: "GET",
  path: "/block_capabilities/",
  answers: { 200: Type.Array(text) },
});
