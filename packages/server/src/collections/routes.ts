import { getCollectionView as endpoint } from "@reeve/protocol/collections";
import type { FastifyInstance } from "fastify";
import { mount } from "../http/mount.ts";
import { getCollectionView } from "./get-collection-view.ts";

/** Serves the catalogues. */
export function mountCollections(api: FastifyInstance): void {
  mount(api, endpoint, ({ params }) => getCollectionView(params.view));
}
