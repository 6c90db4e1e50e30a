import type { SavedSearch } from "@reeve/protocol";
import { parseSearch, stringifySearch } from "../search-params.ts";
import { parseRunListSearch, type RunListSearch } from "./run-list-search.ts";

/** Filters of the run list that somebody gave a name; everybody of the server has them. */
export type SavedFilters = { id: string; name: string; search: RunListSearch };

// What a saved search of the wire holds is a matter of the page that made it: this one keeps its address.
const OURS = { object: "run-list", property: "address", type: "query", operation: "is" } as const;

/** What is stored of a search. */
export const toSavedFilters = (search: RunListSearch): SavedSearch["filters"] => [
  { ...OURS, value: stringifySearch(search) },
];

/** The saved searches that are of this page; others, such as Prefect's, are left alone. */
export function readSavedFilters(stored: readonly SavedSearch[]): SavedFilters[] {
  return stored.flatMap(({ id, name, filters }) => {
    const own = filters.find(({ object, property }) => object === OURS.object && property === OURS.property);
    if (typeof own?.value !== "string") return [];
    return [{ id, name, search: parseRunListSearch(parseSearch(own.value)).search }];
  });
}

/** Whether two searches mean the same. */
export const isSameSearch = (one: RunListSearch, other: RunListSearch): boolean =>
  sorted(one) === sorted(other);

const sorted = (search: RunListSearch): string =>
  stringifySearch(Object.fromEntries(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1))));
