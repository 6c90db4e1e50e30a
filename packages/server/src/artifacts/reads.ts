import * as rowEndpoints from "@reeve/protocol/artifact-rows";
import * as endpoints from "@reeve/protocol/artifacts";
import { type Read, read } from "../http/reads.ts";
import { pageOf } from "../pagination.ts";
import { listArtifactRows, listLatestArtifactRows } from "./list-artifact-rows.ts";
import {
  countArtifacts,
  countLatestArtifacts,
  listArtifacts,
  listLatestArtifacts,
} from "./read-artifacts.ts";

/** Lists and counts of artifacts and, for each key, of the latest of them. */
export const artifactReads: readonly Read[] = [
  read(endpoints.listArtifacts, (context, { body }) =>
    listArtifacts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countArtifacts, (context, { body }) => countArtifacts(context, body)),
  read(endpoints.listLatestArtifacts, (context, { body }) =>
    listLatestArtifacts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countLatestArtifacts, (context, { body }) => countLatestArtifacts(context, body)),
  read(rowEndpoints.listLatestArtifactRows, (context, { body }) =>
    listLatestArtifactRows(context, body, pageOf(context, body)),
  ),
  read(rowEndpoints.listArtifactRows, (context, { body }) =>
    listArtifactRows(context, body, pageOf(context, body)),
  ),
];
