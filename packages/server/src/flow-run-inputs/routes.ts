import * as endpoints from "@reeve/protocol/flow-run-inputs";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createFlowRunInput } from "./create-flow-run-input.ts";
import { deleteFlowRunInput } from "./delete-flow-run-input.ts";
import { getFlowRunInput, listFlowRunInputs } from "./read-flow-run-inputs.ts";

/** Serves what is sent to flow runs. */
export function mountFlowRunInputs(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createFlowRunInput, async ({ params, body }) => {
    await createFlowRunInput(context, params.id, body);
    return null;
  });
  mount(api, endpoints.listFlowRunInputs, ({ params, body }) => {
    const { limit } = pageOf(context, body);
    return listFlowRunInputs(context, params.id, {
      prefix: body.prefix,
      limit,
      without: body.exclude_keys ?? [],
    });
  });
  mount(api, endpoints.getFlowRunInput, ({ params }) => getFlowRunInput(context, params.id, params.key));
  mount(api, endpoints.deleteFlowRunInput, async ({ params }) => {
    await deleteFlowRunInput(context, params.id, params.key);
    return null;
  });
}
