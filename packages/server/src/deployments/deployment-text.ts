import type { ConcurrencyLimit, Deployment } from "@reeve/protocol";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { JsonText } from "../json-text.ts";
import { type DeploymentRow, lastPolled, toDeploymentSchedule } from "./deployment-row.ts";

/** A deployment written as JSON by the database, with what has to be known to write the rest of it. */
export type DeploymentText = Pick<
  DeploymentRow,
  "id" | "concurrency_limit_id" | "last_polled" | "queue_last_polled"
> & { members: string };

/** The members of a deployment that its row and its queue alone do not tell. */
export type RestOfDeployment = Pick<
  Deployment,
  "schedules" | "concurrency_limit" | "global_concurrency_limit" | "last_polled"
>;

/** The JSON of a deployment with its schedules and its limit. */
export function composeDeployment(
  row: DeploymentText,
  schedules: readonly DeploymentSchedulesTable[],
  limit: ConcurrencyLimit | null,
): JsonText<Deployment> {
  const rest: RestOfDeployment = {
    schedules: schedules.map(toDeploymentSchedule),
    concurrency_limit: null,
    global_concurrency_limit: limit,
    last_polled: lastPolled(row),
  };
  return new JsonText(`{${row.members},${JSON.stringify(rest).slice(1)}`);
}
