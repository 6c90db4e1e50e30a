import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";

type FlowCount = { flow_id: string; count: number };

/** How many deployments each of the flows has; undefined where they have more than so many together. */
export async function countFewDeploymentsByFlow(
  db: Connection,
  flowIds: readonly string[],
  most: number,
): Promise<FlowCount[] | undefined> {
  const ids = toJsonRows(flowIds.map((id) => [id]));
  const beyond = await deploymentBeyond(db, ids, most);
  return beyond.length > 0 ? undefined : deploymentsOfFlows(db, ids);
}

const deploymentBeyond = preparedQuery(
  (db, flowIds: string, most: number) => sql<object>`
    select 1 from deployments where flow_id in (${idsOf(db, flowIds)}) limit 1 offset ${most}`,
);

const deploymentsOfFlows = preparedQuery(
  (db, flowIds: string) => sql<FlowCount>`
    select flow_id, count(*) as count from deployments where flow_id in (${idsOf(db, flowIds)}) group by flow_id`,
);

function idsOf(db: Connection, rows: string): RawBuilder<string> {
  const given = jsonTable(db, rows);
  return sql`select ${given.id(0)} from ${given.table}`;
}
