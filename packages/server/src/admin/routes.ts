import { API_VERSION, COMPATIBLE_VERSION, ReeveError } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/admin";
import { maskedSettings } from "@reeve/settings";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { createCsrfToken } from "./csrf-tokens.ts";
import { selectConfiguration, selectOne } from "./queries.ts";

/** The key under which the server remembers its default result storage. */
const RESULT_STORAGE = "default_result_storage_block_id";

/** Serves what concerns the server itself. */
export function mountAdmin(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getHealth, () => true);
  mount(api, endpoints.getReadiness, async () => {
    try {
      await selectOne(context.db.reader);
    } catch (cause) {
      throw new ReeveError("database_unusable", "The database does not answer.", { cause });
    }
    return { message: "OK" };
  });
  mount(api, endpoints.getApiVersion, () => API_VERSION);
  mount(api, endpoints.getHello, () => "Hello from Reeve.");
  mount(api, endpoints.getProductVersion, () => COMPATIBLE_VERSION);
  mount(api, endpoints.getSettings, () => maskedSettings(context.settings));
  mount(api, endpoints.getResultStorage, async () => {
    const id = await selectConfiguration(context.db.reader, RESULT_STORAGE);
    return { default_result_storage_block_id: typeof id === "string" ? id : null };
  });
  mount(api, endpoints.getCsrfToken, ({ query }) => createCsrfToken(context, query.client));
}
