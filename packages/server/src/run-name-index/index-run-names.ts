import type { Context } from "../context.ts";
import type { NamedRuns } from "../filters/runs-by-name.ts";
import {
  clearIndex,
  countUnindexedNames,
  insertNextNames,
  isIndexTrue,
  mergeNextNameChanges,
} from "./queries.ts";

const INDEXED: readonly NamedRuns[] = ["flow_runs", "task_runs"];
// Names that come together share the pages that are written; a search looks through so many in a fraction of a millisecond.
const FEWEST = 250;
// Some milliseconds of the thread that takes the writes.
const BATCH = 500;
// Of PostgreSQL they hold up nobody; what is left of those that went before is passed over once a batch.
const CHANGES = 2_000;

/**
 * Puts the names of new runs into the index that finds them by a part, once there are some hundred, so that whoever
 * creates a run waits for none of it. On PostgreSQL there is one of the names of flow runs alone.
 */
export async function indexRunNames(context: Context, signal?: AbortSignal, fewest = FEWEST): Promise<void> {
  const { db } = context;
  if (db.dialect === "postgres") return mergeNameChanges(context, signal, fewest);
  for (const runs of INDEXED) {
    // As after VACUUM.
    if (!(await isIndexTrue(db.reader, runs))) await db.write((transaction) => clearIndex(transaction, runs));
    while (!signal?.aborted && (await countUnindexedNames(db.reader, runs, fewest)) >= fewest) {
      await db.write((transaction) => insertNextNames(transaction, runs, BATCH));
    }
  }
}

async function mergeNameChanges({ db }: Context, signal: AbortSignal | undefined, fewest: number) {
  while (!signal?.aborted && (await countUnindexedNames(db.reader, "flow_runs", fewest)) >= fewest) {
    await db.write((transaction) => mergeNextNameChanges(transaction, CHANGES));
  }
}
