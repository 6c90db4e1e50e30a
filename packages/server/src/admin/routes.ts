import { API_VERSION, COMPATIBLE_VERSION } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/admin";
import { listServerSettings as listServerSettingsEndpoint } from "@reeve/protocol/server-settings";
import { settingsTree } from "@reeve/settings";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { checkReadiness } from "./check-readiness.ts";
import { type Clearing, clearDatabase } from "./clear-database.ts";
import { createCsrfToken } from "./csrf-tokens.ts";
import { listServerSettings } from "./list-server-settings.ts";

/** Serves what concerns the server itself, except that where results are stored is a matter of blocks. */
export function mountAdmin(api: FastifyInstance, context: Context, clearing: Clearing): void {
  mount(api, endpoints.getHealth, () => true);
  mount(api, endpoints.getReadiness, async () => {
    const { isReady, message } = await checkReadiness(context);
    return new Answer(isReady ? 200 : 503, { message });
  });
  mount(api, endpoints.getApiVersion, () => API_VERSION);
  mount(api, endpoints.getHello, () => "Hello from Reeve.");
  mount(api, endpoints.getProductVersion, () => COMPATIBLE_VERSION);
  mount(api, endpoints.getSettings, () => settingsTree(context.settings));
  mount(api, listServerSettingsEndpoint, () => listServerSettings(context));
  if (context.settings.serverAllowClear) {
    mount(api, endpoints.clearDatabase, ({ body }) => clearDatabase(context, body, clearing));
  }
  mount(api, endpoints.getCsrfToken, ({ query }) => createCsrfToken(context, query.client));
}
