import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChartScatter } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "../components/button.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Tabs } from "../components/tabs.tsx";
import { useRemembered } from "../flow-run/use-remembered.ts";
import { useSelection } from "../lists/use-selection.ts";
import { useMedia } from "../shell/use-media.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { chosenLooks, onLooks } from "../theme/looks.ts";
import { ZoneNote } from "../times/zone-note.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { NoRuns } from "./no-runs.tsx";
import { FoldablePlot } from "./plot/foldable-plot.tsx";
import { CARD_PX, RunCards } from "./run-cards.tsx";
import { changeSearch, type RunListSearch, type RunView, withoutFilters } from "./run-list-search.ts";
import { RunPreview } from "./run-preview.tsx";
import { RunTable } from "./run-table.tsx";
import { rowPx } from "./run-table-row.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useFailureAnnouncements } from "./use-failure-announcements.ts";
import { focusedRow, useRowKeys } from "./use-row-keys.ts";
import { useRunPages } from "./use-run-pages.ts";
import { viewTabs } from "./view-tabs.ts";

// Rows shown in grey before the first answer: a screen of them.
const SKELETON_ROWS = 24;

type Props = {
  search: RunListSearch;
  /** What the address had that makes no sense. */
  faults: readonly string[];
  onSearch: (search: RunListSearch, options?: { replace?: boolean }) => void;
};

/** The list of flow runs. */
export function RunListPage({ search, faults, onSearch }: Props) {
  const isNarrow = useMedia("(max-width: 767px)");
  const { density } = useSyncExternalStore(onLooks, chosenLooks);
  const panelId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [inSight, setInSight] = useState({ first: 0, last: 0 });
  const [isPlotted, setPlotted] = useRemembered("run-plot", !isNarrow);
  const pages = useRunPages(search, inSight, isPlotted);
  const selection = useSelection();
  const count = pages.first?.count;
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: count ?? SKELETON_ROWS,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? CARD_PX : rowPx(density)),
    overscan: 16,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the kind of row changes.
  useEffect(() => list.measure(), [isNarrow, density]);
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setInSight({ first, last }), [first, last]);
  const change = useCallback(
    (patch: Partial<RunListSearch>, options?: { replace?: boolean }) =>
      onSearch(changeSearch(search, patch), options),
    [search, onSearch],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters, another list: begin at its top.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [search]);
  useRowKeys(scroller, list, count ?? 0);
  useShortcut("x", "Select the row", () => {
    const id = pages.rowAt(focusedRow() ?? -1)?.flow_run.id;
    if (id) selection.toggle(id, !selection.ids.has(id));
  });
  const [previewed, setPreviewed] = useState<number>();
  useShortcut(" ", "Preview the row", () => {
    const at = focusedRow();
    setPreviewed(previewed === at ? undefined : at);
  });
  const preview = previewed === undefined || isNarrow ? undefined : pages.rowAt(previewed);
  useFailureAnnouncements(pages.first);

  const hasNone = count === 0 && !pages.isOld;
  const height = list.getTotalSize();
  return (
    <>
      <h1 className="sr-only">Runs</h1>
      <div className="flex shrink-0 items-center justify-between gap-4 overflow-x-auto border-line border-b px-2 [scrollbar-width:none]">
        <Tabs
          label="Which runs"
          tabs={viewTabs(search, pages.first)}
          value={search.view ?? "all"}
          onChange={(view: RunView) => change({ view: view === "all" ? undefined : view, sort: undefined })}
          panelId={panelId}
        />
        <span className="ml-auto" />
        <Button
          look="plain"
          size="sm"
          aria-expanded={isPlotted}
          aria-controls={isPlotted ? "run-plot" : undefined}
          icon={<ChartScatter size={13} aria-hidden="true" />}
          onClick={() => setPlotted(!isPlotted)}
        >
          Durations
        </Button>
        <Link
          to={"/runs" as string}
          search={{ tab: "task-runs" } as never}
          className="shrink-0 rounded-md px-2 py-1 text-text-soft hover:bg-hover hover:text-text"
        >
          Task runs
        </Link>
        <Totals count={count} />
      </div>
      <FilterBar search={search} faults={faults} onChange={change} onSearch={onSearch} />
      {isPlotted && !hasNone && <FoldablePlot search={search} pages={pages} />}
      <div className="relative flex min-h-0 grow">
        <div
          ref={scroller}
          // The preview goes with the row that has the focus.
          onFocus={() => previewed !== undefined && setPreviewed(focusedRow() ?? previewed)}
          id={panelId}
          role="tabpanel"
          aria-label="Runs"
          // A scrolling region must be reachable by keys even when nothing in it is.
          tabIndex={hasNone || !pages.first ? 0 : undefined}
          className="relative min-h-0 min-w-0 grow overflow-auto overscroll-contain"
        >
          {pages.error ? (
            <ErrorState error={pages.error} title="The runs could not be read" onRetry={pages.retry} />
          ) : hasNone ? (
            <NoRuns search={search} onClear={() => onSearch(withoutFilters(search))} />
          ) : isNarrow ? (
            <RunCards pages={pages} items={items} height={height} />
          ) : (
            <RunTable
              search={search}
              pages={pages}
              items={items}
              height={height}
              count={count}
              selection={selection}
              onChange={change}
            />
          )}
        </div>
        {preview && <RunPreview row={preview} onClose={() => setPreviewed(undefined)} />}
      </div>
      {selection.ids.size > 0 && <SelectionBar selection={selection} search={search} total={count} />}
    </>
  );
}

function Totals({ count }: { count: number | undefined }) {
  return (
    <p className="tabular hidden shrink-0 pr-2 text-text-faint text-xs md:block">
      {count !== undefined && (
        <>
          <span className="text-text-soft">{count.toLocaleString("en")}</span> {count === 1 ? "run" : "runs"}
          {" · "}
        </>
      )}
      <ZoneNote />
    </p>
  );
}
