import { type Kysely, type Migration, Migrator } from "kysely";
import { COLUMN_TYPES, type ColumnTypes, type DialectName } from "./column-types.ts";
import { up as addRuns } from "./migrations/0001-runs.ts";
import { up as addSlots } from "./migrations/0010-slots.ts";
import { up as addTaskRunCache } from "./migrations/0011-task-run-cache.ts";
import { up as addFlowRunInputs } from "./migrations/0020-flow-run-inputs.ts";
import { up as addVariables } from "./migrations/0030-variables.ts";
import { up as addArtifacts } from "./migrations/0031-artifacts.ts";
import { up as addBlocks } from "./migrations/0032-blocks.ts";
import { up as addWorkPools } from "./migrations/0050-work-pools.ts";
import { up as addWorkerLife } from "./migrations/0051-worker-life.ts";
import { up as addDeployments } from "./migrations/0060-deployments.ts";
import { up as addEventSearch } from "./migrations/0070-event-search.ts";
import { up as addAutomations } from "./migrations/0071-automations.ts";

type Step = (db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName) => Promise<void>;

/** In the order in which they are applied; names are never changed, since databases remember them. */
const MIGRATIONS: Readonly<Record<string, Step>> = {
  "0001-runs": addRuns,
  "0010-slots": addSlots,
  "0011-task-run-cache": addTaskRunCache,
  "0020-flow-run-inputs": addFlowRunInputs,
  "0030-variables": addVariables,
  "0031-artifacts": addArtifacts,
  "0032-blocks": addBlocks,
  "0050-work-pools": addWorkPools,
  "0051-worker-life": addWorkerLife,
  "0060-deployments": addDeployments,
  "0070-event-search": addEventSearch,
  "0071-automations": addAutomations,
};

/** Brings a database to the newest schema, under a lock where other servers may be doing the same. */
export async function migrate<T>(db: Kysely<T>, dialect: DialectName): Promise<void> {
  const migrations: Record<string, Migration> = {};
  for (const [name, up] of Object.entries(MIGRATIONS)) {
    migrations[name] = { up: (trx) => up(trx, COLUMN_TYPES[dialect], dialect) };
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
