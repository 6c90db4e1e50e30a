import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { selectFlowRunIdsBetween } from "./queries.ts";

// Beyond this many the prefix is too short to mean anything.
const MOST_IDS = 100;

const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The filters with those flow runs alone whose ids begin with the prefix; with many, the newest of them. */
export async function withIdPrefix(
  { db }: ReadContext,
  filters: RunFilters,
  prefix: string,
): Promise<RunFilters> {
  const begin = prefix.toLowerCase();
  const [from, to] = [LEAST, GREATEST].map((end) => begin + end.slice(begin.length)) as [string, string];
  // A dash where ids have none, or the other way round: there is no such id.
  const isPossible = [...begin].every((char, place) => (char === "-") === (LEAST[place] === "-"));
  const ids = isPossible ? await selectFlowRunIdsBetween(db.scanner, from, to, MOST_IDS) : [];
  return { ...filters, flow_runs: { ...filters.flow_runs, id: { any_: ids } } };
}
