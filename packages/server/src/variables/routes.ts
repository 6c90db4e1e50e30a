import * as endpoints from "@reeve/protocol/variables";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { createVariable } from "./create-variable.ts";
import { deleteVariable } from "./delete-variable.ts";
import { getVariable } from "./read-variables.ts";
import { updateVariable } from "./update-variable.ts";

/** Serves the variables, each by its id and by its name. */
export function mountVariables(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createVariable, ({ body }) => createVariable(context, body));
  mount(api, endpoints.getVariable, ({ params }) => getVariable(context, params));
  mount(api, endpoints.getVariableByName, ({ params }) => getVariable(context, params));
  for (const endpoint of [endpoints.updateVariable, endpoints.updateVariableByName] as const) {
    mount(api, endpoint, async ({ params, body }) => {
      await updateVariable(context, params, body);
      return null;
    });
  }
  for (const endpoint of [endpoints.deleteVariable, endpoints.deleteVariableByName] as const) {
    mount(api, endpoint, async ({ params }) => {
      await deleteVariable(context, params);
      return null;
    });
  }
}
