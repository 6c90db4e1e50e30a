import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import { total } from "../states/state-count.ts";

type FlowCount = { flow_id: string; count: number };

/** How many deployments each of the flows has; undefined where they have more than so many together. */
export async function countFewDeploymentsByFlow(
  db: Connection,
  flowIds: readonly string[],
  most: number,
): Promise<FlowCount[] | undefined> {
  const counts = await deploymentsOfFlows(db, toJsonRows(flowIds.map((id) => [id])), most + 1);
  return total(counts) <= most ? counts : undefined;
}

// Cut off one beyond the most that may be there, so that one statement tells whether there are more, too.
const deploymentsOfFlows = preparedQuery((db, flowIds: string, cut: number) => {
  const given = jsonTable(db, flowIds);
  return sql<FlowCount>`
    select flow_id, count(*) as count
    from (
      select flow_id from deployments where flow_id in (select ${given.id(0)} from ${given.table}) limit ${cut}
    ) as found
    group by flow_id`;
});
