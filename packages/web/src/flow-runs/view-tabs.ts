import type { Tab } from "../components/tabs.tsx";
import type { RunRowPage } from "./patch-run-rows.ts";
import type { RunListSearch, RunView } from "./run-list-search.ts";

/** The views with their totals under the filters in force; a total that the answer does not hold is left out. */
export function viewTabs(search: RunListSearch, page: RunRowPage | undefined): Tab<RunView>[] {
  const counts = page?.state_counts as Partial<Record<string, number>> | undefined;
  const sum = (...types: string[]) => counts && types.reduce((total, type) => total + (counts[type] ?? 0), 0);
  const isUpcomingCounted = search.view !== undefined;
  return [
    { id: "all", label: "All" },
    { id: "problems", label: "Problems", count: sum("FAILED", "CRASHED") },
    { id: "running", label: "Running", count: sum("RUNNING", "PENDING", "PAUSED", "CANCELLING") },
    { id: "upcoming", label: "Upcoming", count: isUpcomingCounted ? sum("SCHEDULED") : undefined },
  ];
}
