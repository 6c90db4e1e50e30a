import { newId, type State, type StateCreate } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { toState } from "../states/state-row.ts";
import { deleteExpiredCachedStates, insertCachedState, selectCachedState } from "./queries.ts";

/** The newest state that is stored under a proposal's cache key and has not expired; null without a key. */
export async function getCachedState(
  transaction: Connection,
  { state_details }: StateCreate,
  now: string,
): Promise<State | null> {
  const key = state_details?.cache_key;
  const row = key ? await selectCachedState(transaction, key, now) : undefined;
  return row ? toState(row) : null;
}

/** Stores a state under a cache key; what has expired under it is forgotten. */
export async function storeCachedState(
  transaction: Connection,
  { key, expiration }: { key: string; expiration: string | null },
  stateId: string,
  now: string,
): Promise<void> {
  await deleteExpiredCachedStates(transaction, key, now);
  await insertCachedState(transaction, {
    id: newId(),
    created: now,
    cache_key: key,
    cache_expiration: expiration,
    task_run_state_id: stateId,
  });
}
