import { readSettings } from "@reeve/settings";
import { sql } from "kysely";
import { openDatabase } from "../src/db/open-database.ts";
import { mergeRunCounts } from "../src/run-counts/merge-run-counts.ts";
import { indexRunNames } from "../src/run-name-index/index-run-names.ts";
import { fillWithRuns } from "./many-runs.ts";
import { testContext } from "./test-context.ts";

/** Makes the database that a server with this environment would use, with a long history in it; no server may use it yet. */
export async function fillDatabase(env: NodeJS.ProcessEnv, flowRuns: number): Promise<void> {
  await using database = await openDatabase(readSettings({ env }));
  const { dialect } = database;
  await fillWithRuns(database, { flowRuns, until: new Date(), withTaskRuns: true });
  const context = testContext(database);
  await mergeRunCounts(context);
  await indexRunNames(context);
  // As autovacuum does by itself.
  if (dialect === "postgres") await sql`vacuum analyze`.execute(database.reader);
}
