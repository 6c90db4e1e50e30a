import type { Database } from "../src/db/database.ts";
import type { World } from "./naive-filters.ts";

/** Puts these rows in the place of those before. */
export const storeWorld = (database: Database, world: World): Promise<void> =>
  database.write(async (transaction) => {
    const tables = [
      ["work_pools", world.workPools],
      ["work_queues", world.workQueues],
      ["flows", world.flows],
      ["deployments", world.deployments],
      ["flow_runs", world.flowRuns],
      ["task_runs", world.taskRuns],
      ["logs", world.logs],
    ] as const;
    for (const [table] of tables.toReversed()) await transaction.deleteFrom(table).execute();
    for (const [table, rows] of tables) {
      if (rows.length > 0)
        await transaction
          .insertInto(table)
          .values(rows as never)
          .execute();
    }
  });
