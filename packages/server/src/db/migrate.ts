import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { COLUMN_TYPES, type ColumnTypes, type DialectName } from "./column-types.ts";
import { up as addRuns } from "./migrations/0001-runs.ts";
import { up as addSlots } from "./migrations/0010-slots.ts";
import { up as addTaskRunCache } from "./migrations/0011-task-run-cache.ts";
import { up as addFlowRunInputs } from "./migrations/0020-flow-run-inputs.ts";
import { up as addSavedSearches } from "./migrations/0021-saved-searches.ts";
import { up as indexRunTimes } from "./migrations/0022-run-times.ts";
import { up as addBackgroundTaskRuns } from "./migrations/0023-background-task-runs.ts";
import { up as addVariables } from "./migrations/0030-variables.ts";
import { up as addArtifacts } from "./migrations/0031-artifacts.ts";
import { up as addBlocks } from "./migrations/0032-blocks.ts";
import { up as addRetention } from "./migrations/0040-retention.ts";
import { up as addWorkPools } from "./migrations/0050-work-pools.ts";
import { up as addWorkerLife } from "./migrations/0051-worker-life.ts";
import { up as addCleanupMessages } from "./migrations/0052-cleanup-messages.ts";
import { up as addDeployments } from "./migrations/0060-deployments.ts";
import { up as addFlowRunHeartbeats } from "./migrations/0061-flow-run-heartbeats.ts";
import { up as addScheduledUntil } from "./migrations/0062-scheduled-until.ts";
import { up as addEventSearch } from "./migrations/0070-event-search.ts";
import { up as addAutomations } from "./migrations/0071-automations.ts";
import { up as addAutomationState } from "./migrations/0072-automation-state.ts";
import { up as addAutomationMetrics } from "./migrations/0073-automation-metrics.ts";
import { up as turnIndexes } from "./migrations/0080-ascending-indexes.ts";
import { up as addFlowRunCounts } from "./migrations/0081-flow-run-counts.ts";
import { up as indexStateNames } from "./migrations/0082-state-names.ts";
import { up as addLogFeed } from "./migrations/0083-log-feed.ts";
import { up as addAutomationSchedules } from "./migrations/0084-automation-schedules.ts";
import { up as narrowRunsOfQueues } from "./migrations/0085-runs-of-queues.ts";
import { up as indexTagsAndQueues } from "./migrations/0086-tags-and-queues.ts";
import { up as addSettledBefore } from "./migrations/0087-settled-before.ts";
import { up as indexWarningsAndErrors } from "./migrations/0088-warnings-and-errors.ts";
import { up as addRunSums } from "./migrations/0089-run-sums.ts";
import { up as indexRunNames } from "./migrations/0090-run-names.ts";
import { up as addNamedFlowRuns } from "./migrations/0091-named-flow-runs.ts";
import { up as addFlowRunTagCounts } from "./migrations/0092-flow-run-tag-counts.ts";
import { up as addTaskRunCounts } from "./migrations/0093-task-run-counts.ts";

type Step = (db: Kysely<unknown>, types: ColumnTypes, dialect: DialectName) => Promise<void>;

/** In the order in which they are applied; names are never changed, since databases remember them. */
const MIGRATIONS: Readonly<Record<string, Step>> = {
  "0001-runs": addRuns,
  "0010-slots": addSlots,
  "0011-task-run-cache": addTaskRunCache,
  "0020-flow-run-inputs": addFlowRunInputs,
  "0021-saved-searches": addSavedSearches,
  "0022-run-times": indexRunTimes,
  "0023-background-task-runs": addBackgroundTaskRuns,
  "0030-variables": addVariables,
  "0031-artifacts": addArtifacts,
  "0032-blocks": addBlocks,
  "0040-retention": addRetention,
  "0050-work-pools": addWorkPools,
  "0051-worker-life": addWorkerLife,
  "0052-cleanup-messages": addCleanupMessages,
  "0060-deployments": addDeployments,
  "0061-flow-run-heartbeats": addFlowRunHeartbeats,
  "0062-scheduled-until": addScheduledUntil,
  "0070-event-search": addEventSearch,
  "0071-automations": addAutomations,
  "0072-automation-state": addAutomationState,
  "0073-automation-metrics": addAutomationMetrics,
  "0080-ascending-indexes": turnIndexes,
  "0081-flow-run-counts": addFlowRunCounts,
  "0082-state-names": indexStateNames,
  "0083-log-feed": addLogFeed,
  "0084-automation-schedules": addAutomationSchedules,
  "0085-runs-of-queues": narrowRunsOfQueues,
  "0086-tags-and-queues": indexTagsAndQueues,
  "0087-settled-before": addSettledBefore,
  "0088-warnings-and-errors": indexWarningsAndErrors,
  "0089-run-sums": addRunSums,
  "0090-run-names": indexRunNames,
  "0091-named-flow-runs": addNamedFlowRuns,
  "0092-flow-run-tag-counts": addFlowRunTagCounts,
  "0093-task-run-counts": addTaskRunCounts,
};

/** The migrations in their order: as many versions as a database can have. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

/**
 * Brings a database to the newest schema, or to that of the `last` migration, and answers what it applied. Whoever
 * calls it on SQLite holds the lock of the file; on PostgreSQL there is one that servers wait for.
 */
export async function migrate<T>(
  db: Kysely<T>,
  dialect: DialectName,
  last?: string,
): Promise<readonly string[]> {
  const migrations: Record<string, Migration> = {};
  for (const [name, up] of Object.entries(MIGRATIONS)) {
    migrations[name] = { up: (trx) => up(trx, COLUMN_TYPES[dialect], dialect) };
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Nouns number theirs apart, so that one may come in below another that a database has already.
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await (last ? migrator.migrateTo(last) : migrator.migrateToLatest());
  if (error) throw (await newerSchema(db)) ?? error;
  return results.map(({ migrationName }) => migrationName);
}

/** Why a database cannot be brought to our schema that has one of a version to come. */
async function newerSchema<T>(db: Kysely<T>): Promise<Error | undefined> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in MIGRATIONS));
  if (unknown.length === 0) return undefined;
  return new Error(
    `a newer version of Reeve has written it (${unknown.join(", ")}): start that version, or restore a backup of before`,
  );
}
