import * as endpoints from "@reeve/protocol/block-schemas";
import { installSystemBlockTypes as installEndpoint } from "@reeve/protocol/block-types";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createBlockSchema } from "./create-block-schema.ts";
import { deleteBlockSchema } from "./delete-block-schema.ts";
import { installSystemBlockTypes } from "./install-system-block-types.ts";
import {
  getBlockSchema,
  getBlockSchemaByChecksum,
  listBlockCapabilities,
  listBlockSchemas,
} from "./read-block-schemas.ts";

/** Serves the block schemas and what they say that blocks can do. */
export function mountBlockSchemas(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createBlockSchema, async ({ body }) => {
    const { blockSchema, isNew } = await createBlockSchema(context, body);
    return new Answer(isNew ? 201 : 200, blockSchema);
  });
  mount(api, endpoints.getBlockSchema, ({ params }) => getBlockSchema(context, params.id));
  mount(api, endpoints.getBlockSchemaByChecksum, ({ params, query }) =>
    getBlockSchemaByChecksum(context, params.checksum, query.version),
  );
  mount(api, endpoints.listBlockSchemas, ({ body }) =>
    listBlockSchemas(context, body.block_schemas, pageOf(context, body)),
  );
  mount(api, endpoints.deleteBlockSchema, async ({ params }) => {
    await deleteBlockSchema(context, params.id);
    return null;
  });
  mount(api, endpoints.listBlockCapabilities, () => listBlockCapabilities(context));
  mount(api, installEndpoint, async () => {
    await installSystemBlockTypes(context);
    return null;
  });
}
