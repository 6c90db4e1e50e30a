import { blockFilters } from "./block-filters.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import { Maybe, Name, Nullable, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

const text = Type.String();

export const BlockType = open("BlockType", {
  ...stored,
  name: Name,
  slug: text,
  logo_url: Nullable(text),
  documentation_url: Nullable(text),
  description: Nullable(text),
  code_example: Nullable(text),
  is_protected: Type.Boolean(),
});
export type BlockType = Static<typeof BlockType>;

/** What tells users of a type, and what its package may say anew. */
const presentation = {
  logo_url: Maybe(text),
  documentation_url: Maybe(text),
  description: Maybe(text),
  code_example: Maybe(text),
};

export const BlockTypeCreate = strict("BlockTypeCreate", {
  name: Name,
  slug: Type.String({ pattern: "^[a-z0-9-]*$" }),
  ...presentation,
});
export type BlockTypeCreate = Static<typeof BlockTypeCreate>;

export const BlockTypeUpdate = strict("BlockTypeUpdate", presentation);
export type BlockTypeUpdate = Static<typeof BlockTypeUpdate>;

const group = "Block types";
const id = { id: Uuid };

export const createBlockType = endpoint({
  name: "createBlockType",
  group,
  summary: "Create a block type; 409 when its slug is taken",
  method: "POST",
  path: "/block_types/",
  body: model(BlockTypeCreate),
  answers: { 201: BlockType },
});
export const getBlockType = endpoint({
  name: "getBlockType",
  group,
  summary: "Read a block type",
  method: "GET",
  path: "/block_types/:id",
  params: id,
  answers: { 200: BlockType },
});
export const getBlockTypeBySlug = endpoint({
  name: "getBlockTypeBySlug",
  group,
  summary: "Read a block type by its slug",
  method: "GET",
  path: "/block_types/slug/:slug",
  params: { slug: text },
  answers: { 200: BlockType },
});
export const listBlockTypes = endpoint({
  name: "listBlockTypes",
  group,
  summary: "List block types by name",
  method: "POST",
  path: "/block_types/filter",
  body: parameters(Type.Object({ ...blockFilters, ...page })),
  answers: { 200: Type.Array(BlockType) },
});
export const updateBlockType = endpoint({
  name: "updateBlockType",
  group,
  summary: "Change how a block type is presented",
  method: "PATCH",
  path: "/block_types/:id",
  params: id,
  body: model(BlockTypeUpdate),
  answers: { 204: null },
});
export const deleteBlockType = endpoint({
  name: "deleteBlockType",
  group,
  summary: "Delete a block type with its schemas and documents; protected ones stay",
  method: "DELETE",
  path: "/block_types/:id",
  params: id,
  answers: { 204: null },
});
export const installSystemBlockTypes = endpoint({
  name: "installSystemBlockTypes",
  group,
  summary: "Bring the block types that come with the server up to date",
  method: "POST",
  path: "/block_types/install_system_block_types",
  answers: { 200: Type.Null() },
});
