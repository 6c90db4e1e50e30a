import type { ReadContext } from "../context.ts";
import { selectUsualSeconds } from "./queries.ts";

/** How many seconds the last completed runs of each of these flows took; flows of which none has completed are absent. */
export async function getUsualSeconds(
  { db }: ReadContext,
  flowIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(flowIds)];
  const rows = wanted.length > 0 ? await selectUsualSeconds(db.scanner, wanted) : [];
  return new Map(rows.flatMap(({ flow_id, seconds }) => (seconds === null ? [] : [[flow_id, seconds]])));
}
