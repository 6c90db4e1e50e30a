import type { Connection } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import type { TaskRunStateCacheTable } from "../db/schema/task-run-state-cache.ts";
import type { StateColumns } from "../states/state-row.ts";

/** The newest state that is stored under a cache key and has not expired. */
export const selectCachedState = (
  db: Connection,
  cacheKey: string,
  now: string,
): Promise<StateColumns | undefined> =>
  db
    .selectFrom("task_run_state_cache")
    .innerJoin("task_run_states", "task_run_states.id", "task_run_state_cache.task_run_state_id")
    .selectAll("task_run_states")
    .where("task_run_state_cache.cache_key", "=", cacheKey)
    .where((e) => e.or([e("cache_expiration", "is", null), e("cache_expiration", ">", now)]))
    .orderBy("task_run_state_cache.created", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertCachedState = (db: Connection, row: TaskRunStateCacheTable): Promise<void> =>
  insertRow(db, "task_run_state_cache", row);

/** Forgets what is stored under a cache key and has expired. */
export async function deleteExpiredCachedStates(
  db: Connection,
  cacheKey: string,
  now: string,
): Promise<void> {
  await db
    .deleteFrom("task_run_state_cache")
    .where("cache_key", "=", cacheKey)
    .where("cache_expiration", "<=", now)
    .execute();
}
