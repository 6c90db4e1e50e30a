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
  const items = list.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = list.getTotalSize() - (items.at(-1)?.end ?? 0);
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
        // Left to itself the browser would follow a row that is about to be taken away.
        className="max-h-[70vh] max-w-full overflow-auto rounded-md border border-line [overflow-anchor:none]"
      >
        <table aria-rowcount={rows.length + 1} className="min-w-full border-separate border-spacing-0">
          <TableHead table={table} widths={widths} sorting={sorting} onSort={setSorting} />
          <tbody>
            <Gap px={before} columns={table.columns.length} />
            {items.map(({ index }) => (
              <tr key={index} aria-rowindex={index + 2} className="hover:bg-hover" style={{ height: ROW_PX }}>
                {rows[index]?.map((value, at) => (
                  <Cell key={table.columns[at]} value={value} />
                ))}
              </tr>
            ))}
            <Gap px={after} columns={table.columns.length} />
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** In the place of the rows that are not drawn. */
function Gap({ px, columns }: { px: number; columns: number }) {
  if (px <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: no cell of this table takes the focus.
    <tr aria-hidden="true" style={{ height: px }}>
      <td colSpan={columns} />
    </tr>
  );
}

type HeadProps = {
  table: TableData;
  widths: readonly number[];
  sorting: Sorting | undefined;
  onSort: (sorting: Sorting) => void;
};

function TableHead({ table: { columns, rows }, widths, sorting, onSort }: HeadProps) {
  return (
    <thead className="sticky top-0 bg-sunken">
      <tr>
        {columns.map((column, at) => {
          const isSorted = sorting?.column === at;
          const Sign = sorting?.isDescending ? ArrowDown : ArrowUp;
          return (
            <th
              key={column}
              scope="col"
              // Wide enough for every row, or the columns would move as others come into sight.
              style={{ minWidth: `${widths[at]}ch` }}
              aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
              className={clsx(
                "border-line border-b px-2 font-medium",
                typeof rows[0]?.[at] === "number" ? "text-right" : "text-left",
              )}
            >
              <button
                type="button"
                onClick={() => onSort({ column: at, isDescending: isSorted && !sorting.isDescending })}
                className="inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-sm px-1 hover:text-accent"
              >
                {column}
                {isSorted && <Sign size={12} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Cell({ value }: { value: unknown }) {
  const isNumber = typeof value === "number";
  return (
    <td
      className={`max-w-96 truncate border-line/60 border-b px-3 py-1 ${isNumber ? "tabular text-right" : ""}`}
      title={typeof value === "string" && value.length > 40 ? value : undefined}
    >
      {value === null || value === undefined ? <span className="text-text-faint">–</span> : textOf(value)}
    </td>
  );
}
