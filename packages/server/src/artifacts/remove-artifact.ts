import type { Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { updateStateData } from "../states/update-state-data.ts";
import type { ArtifactRow } from "./artifact-row.ts";
import { collectionEvent } from "./collection-event.ts";
import {
  deleteArtifactRow,
  lockArtifact,
  lockCollection,
  selectNewestOther,
  updateCollection,
} from "./queries.ts";

/**
 * Deletes an artifact in a transaction of the caller's; the newest one left becomes the latest of its key, and a state
 * whose result it was has none. False when there is no such artifact.
 */
export async function removeArtifact(
  context: Context,
  transaction: Connection,
  id: string,
): Promise<boolean> {
  const artifact = await lockArtifact(transaction, id);
  if (!artifact) return false;
  if (artifact.key !== null) await passOnKey(transaction, artifact, artifact.key, context.now());
  if (artifact.state_id !== null) await updateStateData(transaction, artifact.state_id, null);
  await deleteArtifactRow(transaction, id);
  return true;
}

/** Leaves the key to the newest of the other artifacts; without one the collection goes with the artifact. */
async function passOnKey(
  transaction: Connection,
  artifact: ArtifactRow,
  key: string,
  now: Timestamp,
): Promise<void> {
  const collection = await lockCollection(transaction, key);
  if (collection?.latest_id !== artifact.id) return;
  const next = await selectNewestOther(transaction, key, artifact.id);
  if (next) await updateCollection(transaction, collection.id, { latest_id: next.id, updated: now });
  const event = collectionEvent(next ? "updated" : "deleted", collection.id, next ?? artifact, now);
  await appendEvents(transaction, [event]);
}
