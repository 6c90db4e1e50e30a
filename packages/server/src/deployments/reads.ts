import * as endpoints from "@reeve/protocol/deployments";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countDeployments, listDeploymentTexts } from "./read-deployments.ts";

/** Lists and counts of deployments. */
export const deploymentReads: readonly Read[] = [
  read(endpoints.listDeployments, (context, { body }) =>
    listDeploymentTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.paginateDeployments, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listDeploymentTexts(context, body, { sort: body.sort, ...page }),
      () => countDeployments(context, body),
    ),
  ),
  read(endpoints.countDeployments, (context, { body }) => countDeployments(context, body)),
];
