import type { Client } from "@reeve/client";
import type { Artifact } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { notFoundAs } from "./not-found-as.ts";
import { readPages } from "./read-pages.ts";
import { isUuid } from "./uuid.ts";

/** The artifact of an id, or those of a key, the newest first; throws a ReeveError when there is none. */
export async function findArtifacts(
  client: Client,
  reference: string,
  limit: number,
): Promise<[Artifact, ...Artifact[]]> {
  const missing = `There is no artifact "${reference}"; "reeve artifact ls" lists them.`;
  if (isUuid(reference)) {
    return [await client.getArtifact({ params: { id: reference } }).catch(notFoundAs(missing))];
  }
  const artifacts = { key: { any_: [reference] } };
  const [first, ...others] = await readPages(limit, (page) =>
    client.listArtifacts({ body: { artifacts, sort: "CREATED_DESC", ...page } }),
  );
  if (first) return [first, ...others];
  throw new ReeveError("not_found", missing);
}
