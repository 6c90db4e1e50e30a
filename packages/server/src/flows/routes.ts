import * as endpoints from "@reeve/protocol/flows";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf, paginate } from "../pagination.ts";
import { createFlow } from "./create-flow.ts";
import { countFlows, getFlow, getFlowByName, listFlows } from "./read-flows.ts";
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
  mount(api, endpoints.listFlows, ({ body }) =>
    listFlows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  );
  mount(api, endpoints.countFlows, ({ body }) => countFlows(context, body));
  mount(api, endpoints.paginateFlows, ({ body }) =>
    paginate(
      context,
      body,
      (page) => listFlows(context, body, { sort: body.sort, ...page }),
      () => countFlows(context, body),
    ),
  );
}
