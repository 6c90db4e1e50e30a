import type { Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
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

/** Deletes an artifact; the newest one left becomes the latest of its key, and a state whose result it was has none. */
export async function deleteArtifact(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const artifact = await lockArtifact(transaction, id);
    if (!artifact) throw notFoundError("artifact", id);
    if (artifact.key !== null) await passOnKey(transaction, artifact, artifact.key, context.now());
    if (artifact.state_id !== null) await updateStateData(transaction, artifact.state_id, null);
    await deleteArtifactRow(transaction, id);
  });
  context.wakeReaders();
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
