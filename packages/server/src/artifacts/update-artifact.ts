import type { ArtifactUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { updateStateData } from "../states/update-state-data.ts";
import { dataText, metadataText } from "./artifact-row.ts";
import { collectionEvent } from "./collection-event.ts";
import { lockArtifact, lockCollection, updateArtifactRow, updateCollection } from "./queries.ts";

/** Changes what is given of an artifact, and with it the data of the state whose result it is. */
export async function updateArtifact(context: Context, id: string, given: ArtifactUpdate): Promise<void> {
  const { data, description, metadata_ } = given;
  const changes = {
    ...(data !== undefined && { data: dataText(data) }),
    ...(description !== undefined && { description }),
    ...(metadata_ !== undefined && { metadata_: metadataText(metadata_) }),
  };
  await context.db.write(async (transaction) => {
    const before = await lockArtifact(transaction, id);
    if (!before) throw notFoundError("artifact", id);
    const updated = context.now();
    await updateArtifactRow(transaction, id, { ...changes, updated });
    if (before.state_id !== null && changes.data !== undefined) {
      await updateStateData(transaction, before.state_id, changes.data);
    }
    const collection = before.key === null ? undefined : await lockCollection(transaction, before.key);
    if (collection?.latest_id !== id) return;
    await updateCollection(transaction, collection.id, { updated });
    const after = { ...before, ...changes, updated };
    await appendEvents(transaction, [collectionEvent("updated", collection.id, after, updated)]);
  });
  context.wakeReaders();
}
