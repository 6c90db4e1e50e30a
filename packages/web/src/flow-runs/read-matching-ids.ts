import { api } from "../api/client.ts";
import { runListBody } from "./run-list-body.ts";
import type { RunListSearch } from "./run-list-search.ts";

// As many as the server gives at once, and as are worth ticking: each is changed by a call of its own.
const PAGE_ROWS = 200;
const MOST_IDS = 5_000;

/** The ids of all runs that match a search, at most five thousand. */
export async function readMatchingIds(search: RunListSearch): Promise<string[]> {
  const { sort: _, ...filters } = runListBody(search, Date.now());
  const ids: string[] = [];
  while (ids.length < MOST_IDS) {
    const page = { sort: "ID_DESC", limit: PAGE_ROWS, offset: ids.length } as const;
    const runs = await api.listFlowRuns({ body: { ...filters, ...page } });
    ids.push(...runs.map(({ id }) => id));
    if (runs.length < PAGE_ROWS) break;
  }
  return ids;
}
