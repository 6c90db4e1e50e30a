import { lazy, Suspense } from "react";
import type { RunListSearch } from "../run-list-search.ts";
import type { RunPages } from "../use-run-pages.ts";

const RunPlot = lazy(async () => ({ default: (await import("./run-plot.tsx")).RunPlot }));

/** The durations of the runs above their list; as high before it is there as afterwards. */
export function FoldablePlot({ search, pages }: { search: RunListSearch; pages: RunPages }) {
  return (
    <section
      id="run-plot"
      aria-label="Durations of the runs"
      className="min-h-[12rem] shrink-0 border-line border-b bg-surface pt-1 md:h-[10.25rem] md:min-h-0"
    >
      <Suspense>
        <RunPlot points={pages.first?.points} count={pages.first?.count} search={search} />
      </Suspense>
    </section>
  );
}
