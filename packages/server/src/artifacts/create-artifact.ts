import { type Artifact, type ArtifactCreate, newId, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { type ArtifactRow, dataText, metadataText, toArtifact } from "./artifact-row.ts";
import { collectionEvent } from "./collection-event.ts";
import { insertArtifact, upsertCollection } from "./queries.ts";

/** Creates an artifact; one with a key becomes the latest of that key. */
export async function createArtifact(context: Context, given: ArtifactCreate): Promise<Artifact> {
  const row = await context.db.write((transaction) =>
    insertNewArtifact(transaction, { ...given, state_id: null }, context.now()),
  );
  context.wakeReaders();
  return toArtifact(row);
}

/** Creates an artifact in a transaction of the caller's. */
export async function insertNewArtifact(
  transaction: Connection,
  given: ArtifactCreate & { state_id: string | null },
  now: Timestamp,
): Promise<ArtifactRow> {
  const row: ArtifactRow = {
    id: newId(),
    created: now,
    updated: now,
    key: given.key ?? null,
    type: given.type ?? null,
    description: given.description ?? null,
    data: dataText(given.data),
    metadata_: metadataText(given.metadata_),
    flow_run_id: given.flow_run_id ?? null,
    task_run_id: given.task_run_id ?? null,
    state_id: given.state_id,
  };
  await insertArtifact(transaction, row);
  if (row.key === null) return row;
  const collection = { id: newId(), created: now, updated: now, key: row.key, latest_id: row.id };
  const id = await upsertCollection(transaction, collection);
  const verb = id === collection.id ? "created" : "updated";
  await appendEvents(transaction, [collectionEvent(verb, id, row, now)]);
  return row;
}
