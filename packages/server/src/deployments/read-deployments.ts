import {
  type ConcurrencyLimit,
  type Deployment,
  type DeploymentSchedule,
  type DeploymentSort,
  ReeveError,
} from "@reeve/protocol";
import { getConcurrencyLimits } from "../concurrency-limits/read-concurrency-limits.ts";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { deploymentsMatch, type RunFilters } from "../filters/index.ts";
import { JsonText } from "../json-text.ts";
import { notFoundError } from "../not-found.ts";
import { type DeploymentRow, toDeployment, toDeploymentSchedule } from "./deployment-row.ts";
import { composeDeployment } from "./deployment-text.ts";
import {
  countDeploymentRows,
  type DeploymentKey,
  selectDeployment,
  selectDeployments,
  selectDeploymentTexts,
  selectSchedules,
} from "./queries.ts";

/** One deployment with its schedules and its limit. */
export async function getDeployment(context: Context, key: DeploymentKey): Promise<Deployment> {
  const row = await findDeployment(context.db.reader, key);
  return completed(context, context.db.reader, row);
}

/** The deployment's row, or the error that there is none. */
export async function findDeployment(connection: Connection, key: DeploymentKey): Promise<DeploymentRow> {
  const row = await selectDeployment(connection, key);
  if (!row) throw noDeploymentError(key);
  return row;
}

/** The same where it may be gone: undefined then. */
export const findDeploymentIfAny = (
  connection: Connection,
  key: DeploymentKey,
): Promise<DeploymentRow | undefined> => selectDeployment(connection, key);

type Page = { sort?: DeploymentSort; limit: number; offset: number };

/** The deployments that match, in the order asked for. */
export async function listDeployments(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<Deployment[]> {
  const { db } = context;
  const matches = deploymentsMatch(db.dialect, filters);
  const rows = await selectDeployments(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return completedAll(context, db.scanner, rows, toDeployment);
}

/** The same as JSON. */
export async function listDeploymentTexts(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<JsonText<Deployment[]>> {
  const { db } = context;
  const matches = deploymentsMatch(db.dialect, filters);
  const rows = await selectDeploymentTexts(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return JsonText.list(await completedAll(context, db.scanner, rows, composeDeployment));
}

/** How many deployments match. */
export const countDeployments = ({ db }: ReadContext, filters: RunFilters): Promise<number> =>
  countDeploymentRows(db.scanner, deploymentsMatch(db.dialect, filters));

/** The schedules of a deployment, the last changed first. */
export async function listDeploymentSchedules({ db }: Context, id: string): Promise<DeploymentSchedule[]> {
  await findDeployment(db.reader, { id });
  return (await selectSchedules(db.reader, [id])).map(toDeploymentSchedule);
}

/** The same as the API answers it, read in a transaction of the caller's. */
export async function completed(
  context: Context,
  connection: Connection,
  row: DeploymentRow,
): Promise<Deployment> {
  const [deployment] = await completedAll(context, connection, [row], toDeployment);
  return deployment!;
}

async function completedAll<R extends Pick<DeploymentRow, "id" | "concurrency_limit_id">, D>(
  { now }: ReadContext,
  connection: Connection,
  rows: readonly R[],
  complete: (row: R, schedules: readonly DeploymentSchedulesTable[], limit: ConcurrencyLimit | null) => D,
): Promise<D[]> {
  if (rows.length === 0) return [];
  const limitIds = rows.flatMap(({ concurrency_limit_id: id }) => id ?? []);
  const [schedules, limits] = await Promise.all([
    selectSchedules(
      connection,
      rows.map(({ id }) => id),
    ),
    getConcurrencyLimits(connection, limitIds, now()),
  ]);
  const ofDeployment = Map.groupBy(schedules, ({ deployment_id }) => deployment_id);
  return rows.map((row) =>
    complete(row, ofDeployment.get(row.id) ?? [], limits.get(row.concurrency_limit_id ?? "") ?? null),
  );
}

/** The error for a deployment that is not there. */
export function noDeploymentError(key: DeploymentKey): ReeveError {
  if ("id" in key) return notFoundError("deployment", key.id);
  const name = "name" in key ? key.name : `${key.flow_name}/${key.deployment_name}`;
  return new ReeveError("not_found", `There is no deployment ${name}.`);
}
