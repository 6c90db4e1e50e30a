import * as endpoints from "@reeve/protocol/automations";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createAutomation } from "./create-automation.ts";
import { deleteAutomation, deleteOwnedAutomations } from "./delete-automation.ts";
import {
  countAutomations,
  getAutomation,
  listAutomations,
  listRelatedAutomations,
} from "./read-automations.ts";
import { enableAutomation, updateAutomation } from "./update-automation.ts";

/** Serves the automations. */
export function mountAutomations(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createAutomation, ({ body }) => createAutomation(context, body));
  mount(api, endpoints.updateAutomation, async ({ params, body }) => {
    await updateAutomation(context, params.id, body);
    return null;
  });
  mount(api, endpoints.enableAutomation, async ({ params, body }) => {
    await enableAutomation(context, params.id, body.enabled ?? true);
    return null;
  });
  mount(api, endpoints.deleteAutomation, async ({ params }) => {
    await deleteAutomation(context, params.id);
    return null;
  });
  mount(api, endpoints.getAutomation, ({ params }) => getAutomation(context, params.id));
  mount(api, endpoints.listAutomations, ({ body }) =>
    listAutomations(context, body.automations, { sort: body.sort, ...pageOf(context, body) }),
  );
  mount(api, endpoints.countAutomations, ({ body }) => countAutomations(context, body.automations));
  mount(api, endpoints.listRelatedAutomations, ({ params }) =>
    listRelatedAutomations(context, params.resource_id),
  );
  mount(api, endpoints.deleteOwnedAutomations, async ({ params }) => {
    await deleteOwnedAutomations(context, params.resource_id);
    return null;
  });
}
