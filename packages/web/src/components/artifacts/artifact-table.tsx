import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Download } from "lucide-react";
import { useMemo, useState } from "react";
import { SearchBox } from "../../lists/search-box.tsx";
import { Button } from "../button.tsx";
import { downloadText } from "../download-text.ts";
import type { TableData } from "./parse-table.ts";
import { type Sorting, sortedRows, textOf } from "./table-rows.ts";
import { toCsv } from "./to-csv.ts";

type Props = { table: TableData; name: string };

// Rows put on the page at a time: more than are read at once, few enough to draw at once.
const ROWS_AT_ONCE = 200;
// A filter for less would be more to read than the rows.
const ROWS_WORTH_SEARCHING = 12;

/** A table that can be searched, sorted by any column, and taken along as CSV. */
export function ArtifactTable({ table, name }: Props) {
  const [sought, setSought] = useState("");
  const [sorting, setSorting] = useState<Sorting>();
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const rows = useMemo(() => sortedRows(table.rows, sought, sorting), [table, sought, sorting]);
  const count = table.rows.length;
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
        aria-label="Table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="max-h-[70vh] max-w-full overflow-auto rounded-md border border-line"
      >
        <table className="min-w-full border-separate border-spacing-0">
          <TableHead table={table} sorting={sorting} onSort={setSorting} />
          <tbody>
            {rows.slice(0, shown).map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else to be told apart by.
              <tr key={line} className="hover:bg-hover">
                {row.map((value, at) => (
                  <Cell key={table.columns[at]} value={value} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <Button className="self-start" onClick={() => setShown(shown + 5 * ROWS_AT_ONCE)}>
          Show more rows
        </Button>
      )}
    </div>
  );
}

type HeadProps = {
  table: TableData;
  sorting: Sorting | undefined;
  onSort: (sorting: Sorting) => void;
};

function TableHead({ table: { columns, rows }, sorting, onSort }: HeadProps) {
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
