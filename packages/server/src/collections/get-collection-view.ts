import { ReeveError } from "@reeve/protocol";
import { workerMetadata } from "./worker-metadata.ts";

/** The catalogues that come with the server. Blocks and flows of integrations register themselves. */
const VIEWS: Readonly<Record<string, () => Record<string, unknown>>> = {
  "aggregate-worker-metadata": workerMetadata,
  "aggregate-block-metadata": () => ({}),
  "aggregate-flow-metadata": () => ({}),
  "demo-flows": () => ({}),
};

/** One of the catalogues by its name. */
export function getCollectionView(view: string): Record<string, unknown> {
  const read = Object.hasOwn(VIEWS, view) ? VIEWS[view] : undefined;
  if (read) return read();
  throw new ReeveError(
    "not_found",
    `There is no collection view "${view}"; there are ${Object.keys(VIEWS).join(", ")}.`,
  );
}
