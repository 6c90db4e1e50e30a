import * as endpoints from "@reeve/protocol/flows";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { createFlow } from "./create-flow.ts";
import { getFlow, getFlowByName } from "./read-flows.ts";
import { updateFlow } from "./update-flow.ts";

/** Serves the flows, except that deleting one is a matter of its runs. */
export function mountFlows(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createFlow, async ({ body }) => {
    const { flow, isNew } = await createFlow(context, body);
    return new Answer(isNew ? 201 : 200, flow);
  });
  mount(api, endpoints.updateFlow, async ({ params, body }) => {
    await updateFlow(context, params.id, body);
    return null;
  });
  mount(api, endpoints.getFlow, ({ params }) => getFlow(context, params.id));
  mount(api, endpoints.getFlowByName, ({ params }) => getFlowByName(context, params.name));
}
