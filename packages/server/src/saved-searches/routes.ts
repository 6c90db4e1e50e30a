import * as endpoints from "@reeve/protocol/saved-searches";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { deleteSavedSearch } from "./delete-saved-search.ts";
import { getSavedSearch, listSavedSearches } from "./read-saved-searches.ts";
import { saveSearch } from "./save-search.ts";

/** Serves the saved searches. */
export function mountSavedSearches(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.saveSearch, async ({ body }) => {
    const { savedSearch, isNew } = await saveSearch(context, body);
    return new Answer(isNew ? 201 : 200, savedSearch);
  });
  mount(api, endpoints.getSavedSearch, ({ params }) => getSavedSearch(context, params.id));
  mount(api, endpoints.listSavedSearches, ({ body }) => listSavedSearches(context, pageOf(context, body)));
  mount(api, endpoints.deleteSavedSearch, async ({ params }) => {
    await deleteSavedSearch(context, params.id);
    return null;
  });
}
