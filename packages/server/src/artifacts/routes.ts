import * as endpoints from "@reeve/protocol/artifacts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { createArtifact } from "./create-artifact.ts";
import { deleteArtifact } from "./delete-artifact.ts";
import { getArtifact, getLatestArtifact } from "./read-artifacts.ts";
import { updateArtifact } from "./update-artifact.ts";

/** Serves the artifacts and, for each key, the latest of them. */
export function mountArtifacts(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createArtifact, ({ body }) => createArtifact(context, body));
  mount(api, endpoints.getArtifact, ({ params }) => getArtifact(context, params.id));
  mount(api, endpoints.getLatestArtifact, ({ params }) => getLatestArtifact(context, params.key));
  mount(api, endpoints.updateArtifact, async ({ params, body }) => {
    await updateArtifact(context, params.id, body);
    return null;
  });
  mount(api, endpoints.deleteArtifact, async ({ params }) => {
    await deleteArtifact(context, params.id);
    return null;
  });
}
