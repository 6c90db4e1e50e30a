// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by arithmetic cannot be those of a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: nothing in a row takes the focus; the region around scrolls by keys.
import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Download } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { SearchBox } from "../../lists/search-box.tsx";
import { Button } from "../button.tsx";
import { downloadText } from "../download-text.ts";
import type { TableData } from "./parse-table.ts";
import { columnWidths, type Sorting, sortedRows, textOf } from "./table-rows.ts";
import { toCsv } from "./to-csv.ts";

type Props = { table: TableData; name: string };

const ROW_PX = 29;
// Rows drawn above and below those in sight, so that none is missing while one scrolls.
const OVERSCAN = 20;
// A filter for less would be more to read than the rows.
const ROWS_WORTH_SEARCHING = 12;

/** A table that can be searched, sorted by any column, and taken along as CSV; only the rows in sight are drawn. */
export function ArtifactTable({ table, name }: Props) {
  const [sought, setSought] = useState("");
  const [sorting, setSorting] = useState<Sorting>();
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => sortedRows(table.rows, sought, sorting), [table, sought, sorting]);
  const widths = useMemo(() => columnWidths(table), [table]);
  const count = table.rows.length;
  const list = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  // Every row has the same columns, at least as wide as the longest value and growing alike where there is room.
  const columns = widths.map((width) => `minmax(${width}ch, ${width}fr)`).join(" ");
  const minWidth = `${widths.reduce((sum, width) => sum + width, 0)}ch`;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        {count >= ROWS_WORTH_SEARCHING && (
          <SearchBox label="Search the table" placeholder="Any cell" value={sought} onChange={setSought} />
        )}
        <span className="tabular text-text-faint text-xs">
          {rows.length === count
            ? `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`
            : `${rows.length.toLocaleString("en")} of ${count.toLocaleString("en")} rows`}
        </span>
        <Button
          className="ml-auto"
          icon={<Download size={14} aria-hidden="true" />}
          onClick={() => downloadText(`${name}.csv`, toCsv(table), "text/csv")}
        >
          CSV
        </Button>
      </div>
      <section
        ref={scroller}
        aria-label="Table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="max-h-[70vh] max-w-full overflow-auto rounded-md border border-line"
      >
        <div role="table" aria-label={name} aria-rowcount={rows.length + 1} style={{ minWidth }}>
          <TableHead table={table} columns={columns} sorting={sorting} onSort={setSorting} />
          <div role="rowgroup" className="relative" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map(({ index, start }) => (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="absolute inset-x-0 grid hover:bg-hover"
                style={{ gridTemplateColumns: columns, height: ROW_PX, transform: `translateY(${start}px)` }}
              >
                {rows[index]?.map((value, at) => (
                  <Cell key={table.columns[at]} value={value} />
                ))}
              </div>
            ))}
          </div>
        </div>
      </section>
    </div>
  );
}

type HeadProps = {
  table: TableData;
  columns: string;
  sorting: Sorting | undefined;
  onSort: (sorting: Sorting) => void;
};

function TableHead({ table, columns, sorting, onSort }: HeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-sunken">
      <div
        role="row"
        aria-rowindex={1}
        className="grid border-line border-b"
        style={{ gridTemplateColumns: columns }}
      >
        {table.columns.map((column, at) => {
          const isSorted = sorting?.column === at;
          const Sign = sorting?.isDescending ? ArrowDown : ArrowUp;
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
              className={clsx(
                "min-w-0 overflow-hidden px-2 font-medium",
                typeof table.rows[0]?.[at] === "number" ? "text-right" : "text-left",
              )}
            >
              <button
                type="button"
                onClick={() => onSort({ column: at, isDescending: isSorted && !sorting.isDescending })}
                className="inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-sm px-1 outline-offset-[-2px] hover:text-accent"
              >
                {column}
                {isSorted && <Sign size={12} aria-hidden="true" />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cell({ value }: { value: unknown }) {
  const isNumber = typeof value === "number";
  return (
    <div
      role="cell"
      className={clsx(
        "min-w-0 truncate border-line/60 border-b px-3 leading-7",
        isNumber && "tabular text-right",
      )}
      title={typeof value === "string" && value.length > 40 ? value : undefined}
    >
      {value === null || value === undefined ? <span className="text-text-faint">–</span> : textOf(value)}
    </div>
  );
}
