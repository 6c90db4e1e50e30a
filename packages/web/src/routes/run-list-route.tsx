import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { RunListPage } from "../flow-runs/run-list-page.tsx";
import { parseRunListSearch, type RunListSearch } from "../flow-runs/run-list-search.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/runs`: the run list, its filters in the address. */
export function RunListRoute() {
  useCrumbs([{ label: "Runs" }]);
  const raw = useLocation({ select: ({ search }) => search });
  const { search, faults } = useMemo(() => parseRunListSearch(raw), [raw]);
  const navigate = useNavigate();
  const setSearch = useCallback(
    (next: RunListSearch, options: { replace?: boolean } = {}) =>
      void navigate({ to: "/runs", search: next as Record<string, unknown>, replace: options.replace }),
    [navigate],
  );
  return <RunListPage search={search} faults={faults} onSearch={setSearch} />;
}
