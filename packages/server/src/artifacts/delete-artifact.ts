import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { removeArtifact } from "./remove-artifact.ts";

/** Deletes an artifact; the newest one left becomes the latest of its key, and a state whose result it was has none. */
export async function deleteArtifact(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    if (!(await removeArtifact(context, transaction, id))) throw notFoundError("artifact", id);
  });
  context.wakeReaders();
}
