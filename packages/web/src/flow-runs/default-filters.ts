import { parseSearch, stringifySearch } from "../search-params.ts";
import { parseRunListSearch, type RunListSearch } from "./run-list-search.ts";

const STORAGE_KEY = "reeve.default-run-filters";

/** The filters with which this browser opens the run list; undefined when it opens with all runs. */
export function defaultFilters(): RunListSearch | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored ? parseRunListSearch(parseSearch(stored)).search : undefined;
  } catch {
    return undefined;
  }
}

/** Sets them; undefined takes them away. */
export function setDefaultFilters(search: RunListSearch | undefined): void {
  try {
    if (search) localStorage.setItem(STORAGE_KEY, stringifySearch(search));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Without storage the list opens with all runs.
  }
}
