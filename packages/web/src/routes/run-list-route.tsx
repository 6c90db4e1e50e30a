import { useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { RunListPage } from "../flow-runs/run-list-page.tsx";
import { parseRunListSearch, type RunListSearch } from "../flow-runs/run-list-search.ts";
import { useCrumbs } from "../shell/crumbs.ts";

const TaskRunsPage = lazy(async () => ({
  default: (await import("../task-runs/task-runs-page.tsx")).TaskRunsPage,
}));

/** `/runs`: the list of flow runs, or with `tab=task-runs` that of task runs. */
export function RunListRoute() {
  useCrumbs([{ label: "Runs" }]);
  const raw = useLocation({ select: ({ search }) => search as Record<string, unknown> });
  if (raw.tab !== "task-runs") return <FlowRunList raw={raw} />;
  return (
    <Suspense>
      <TaskRunsPage />
    </Suspense>
  );
}

/** Its filters are in the address. */
function FlowRunList({ raw }: { raw: Record<string, unknown> }) {
  const { search, faults } = useMemo(() => parseRunListSearch(raw), [raw]);
  const navigate = useNavigate();
  const setSearch = useCallback(
    (next: RunListSearch, options: { replace?: boolean } = {}) =>
      void navigate({ to: "/runs", search: next as Record<string, unknown>, replace: options.replace }),
    [navigate],
  );
  return <RunListPage search={search} faults={faults} onSearch={setSearch} />;
}
