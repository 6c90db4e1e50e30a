import * as endpoints from "@reeve/protocol/block-types";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createBlockType } from "./create-block-type.ts";
import { deleteBlockType } from "./delete-block-type.ts";
import { getBlockType, getBlockTypeBySlug, listBlockTypes } from "./read-block-types.ts";
import { updateBlockType } from "./update-block-type.ts";

/** Serves the block types, except that installing those of the server is a matter of their schemas. */
export function mountBlockTypes(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createBlockType, ({ body }) => createBlockType(context, body));
  mount(api, endpoints.getBlockType, ({ params }) => getBlockType(context, params.id));
  mount(api, endpoints.getBlockTypeBySlug, ({ params }) => getBlockTypeBySlug(context, params.slug));
  mount(api, endpoints.listBlockTypes, ({ body }) => listBlockTypes(context, body, pageOf(context, body)));
  mount(api, endpoints.updateBlockType, async ({ params, body }) => {
    await updateBlockType(context, params.id, body);
    return null;
  });
  mount(api, endpoints.deleteBlockType, async ({ params }) => {
    await deleteBlockType(context, params.id);
    return null;
  });
}
