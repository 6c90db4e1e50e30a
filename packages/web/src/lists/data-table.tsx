import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Checkbox } from "../components/checkbox.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import type { PageList } from "./use-page-list.ts";
import type { Selection } from "./use-selection.ts";
import { aboveRowLink, useTableKeys } from "./use-table-keys.ts";

export type Column<Row> = {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** A width class such as `w-40`; the columns without one share what is left. */
  width?: string;
  align?: "right";
  /** Left out on narrow screens, where a row becomes two lines. */
  isMinor?: boolean;
  /** Left out but on wide screens: what the row's own page says too. */
  isExtra?: boolean;
  /** Ways to sort by it, the one of the first click first. */
  sorts?: readonly string[];
  /** No words above it: a column of buttons. */
  isBare?: boolean;
  /** In place of the title. */
  head?: ReactNode;
};

type Props<Row> = {
  /** What the rows are, for those who do not see the table. */
  label: string;
  columns: readonly Column<Row>[];
  list: PageList<Row>;
  rowKey: (row: Row) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  /** With it each row has a box to tick, which `nameOf` names. */
  selection?: Selection;
  nameOf?: (row: Row) => string;
};

// Rows shown in grey before the first answer.
const SKELETONS = ["a", "b", "c", "d", "e", "f", "g", "h"];

const cellClasses =
  "h-(--row) overflow-hidden border-line/60 border-b px-2 whitespace-nowrap first:pl-4 last:pr-4";

/** A table of rows of one height, read on while somebody scrolls; j and k move between the links of its rows. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns: given, list, rowKey, sort, onSort, selection, nameOf } = props;
  const table = useRef<HTMLTableElement>(null);
  useTableKeys(table);
  const columns = selection ? [boxColumn({ list, rowKey, selection, nameOf }), ...given] : given;
  return (
    <>
      <table ref={table} aria-label={label} className="w-full table-fixed border-separate border-spacing-0">
        <thead className="sticky top-0 z-20 bg-surface">
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {list.rows
            ? list.rows.map((row) => (
                <tr
                  key={rowKey(row)}
                  className={clsx(
                    "group relative",
                    selection?.ids.has(rowKey(row)) ? "bg-selected" : "focus-within:bg-hover hover:bg-hover",
                  )}
                >
                  {columns.map((column) => (
                    <td key={column.id} className={clsx(cellClasses, lookOf(column))}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))
            : SKELETONS.map((key) => <SkeletonRow key={key} columns={columns} />)}
        </tbody>
      </table>
      {list.hasMore && <ReadMore list={list} />}
    </>
  );
}

type BoxOptions<Row> = Pick<Props<Row>, "list" | "rowKey" | "nameOf"> & { selection: Selection };

/** The boxes before the rows, and above them the one for all rows that were read. */
function boxColumn<Row>({ list, rowKey, nameOf, selection }: BoxOptions<Row>): Column<Row> {
  const ids = list.rows?.map(rowKey) ?? [];
  return {
    id: "box",
    title: "Select",
    width: "w-11",
    isBare: true,
    isMinor: true,
    head: (
      <Checkbox
        label="Select all that are shown"
        checked={ids.length > 0 && ids.every((id) => selection.ids.has(id))}
        onChange={(isOn) => selection.setAll(ids, isOn)}
      />
    ),
    cell: (row) => (
      <Checkbox
        label={`Select ${nameOf?.(row) ?? "the row"}`}
        checked={selection.ids.has(rowKey(row))}
        onChange={(isOn) => selection.toggle(rowKey(row), isOn)}
        className={aboveRowLink}
      />
    ),
  };
}

const lookOf = <Row,>({ align, isMinor, isExtra }: Column<Row>): string =>
  clsx(align === "right" && "text-right", isMinor && "max-md:hidden", isExtra && "max-2xl:hidden");

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: { column: Column<Row> } & Pick<Props<Row>, "sort" | "onSort">) {
  const { title, width, sorts = [], isBare, head } = column;
  const at = sorts.indexOf(sort ?? "");
  const next = sorts[(at + 1) % sorts.length];
  const isUp = at >= 0 && (sorts[at] ?? "").endsWith("_ASC");
  return (
    <th
      scope="col"
      aria-sort={at < 0 ? undefined : isUp ? "ascending" : "descending"}
      className={clsx(
        "h-8 border-line border-b px-2 text-left font-medium text-text-faint text-xs first:pl-4 last:pr-4",
        width,
        lookOf(column),
      )}
    >
      {head ? (
        head
      ) : next && onSort ? (
        <button
          type="button"
          onClick={() => onSort(next)}
          className="-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-text"
        >
          {title}
          {at >= 0 &&
            (isUp ? <ArrowUp size={12} aria-hidden="true" /> : <ArrowDown size={12} aria-hidden="true" />)}
        </button>
      ) : (
        <span className={clsx(isBare && "sr-only")}>{title}</span>
      )}
    </th>
  );
}

function SkeletonRow<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <tr>
      {columns.map((column) => (
        <td key={column.id} className={clsx(cellClasses, lookOf(column))}>
          {!column.isBare && (
            <Skeleton className={clsx("h-3 w-3/5", column.align === "right" && "ml-auto")} />
          )}
        </td>
      ))}
    </tr>
  );
}

function ReadMore<Row>({ list }: { list: PageList<Row> }) {
  const end = useRef<HTMLDivElement>(null);
  const { readMore, isReadingMore } = list;
  useEffect(() => {
    if (!end.current || isReadingMore) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) readMore();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [readMore, isReadingMore]);
  return (
    <div ref={end} className="px-4 py-3">
      <Skeleton className="h-3 w-40" />
    </div>
  );
}
