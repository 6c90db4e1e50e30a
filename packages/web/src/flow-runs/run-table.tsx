import type { VirtualItem } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo } from "react";
import { Checkbox } from "../components/checkbox.tsx";
import type { Selection } from "../lists/use-selection.ts";
import { useMedia } from "../shell/use-media.ts";
import { EXTRA_LABELS } from "./columns-menu.tsx";
import {
  type ExtraColumn,
  extraColumns,
  type RunListSearch,
  type RunListSort,
  WIDE,
} from "./run-list-search.ts";
import { RunTableRow, SkeletonRow } from "./run-table-row.tsx";
import type { RunPages } from "./use-run-pages.ts";

type Column = { id: string; label: string; width?: string; sorts?: readonly [RunListSort, RunListSort] };

// Too narrow for all: the tags are on the run's page too.
const NARROW_HIDDEN = "max-[1380px]:hidden";

const COLUMNS: readonly Column[] = [
  { id: "state", label: "State", width: "w-[23%]" },
  { id: "run", label: "Run", width: "w-[16%]", sorts: ["name", "-name"] },
  { id: "flow", label: "Flow", width: "w-[14%]" },
  { id: "start", label: "Started", width: "w-43 max-[1380px]:w-24", sorts: ["-start", "start"] },
  { id: "duration", label: "Duration", width: "w-20" },
  { id: "tasks", label: "Tasks", width: "w-52 pl-5 max-[1380px]:w-60" },
  { id: "tags", label: "Tags", width: NARROW_HIDDEN },
];

const EXTRA_WIDTHS: Readonly<Record<ExtraColumn, string>> = {
  log: "w-28",
  deployment: "w-36",
  pool: "w-32",
  queue: "w-28",
  parameters: "w-24",
};
// What the columns that are always there need: at the least, and where others would take their room.
const LEAST_REM = 46;
const READABLE_REM = 60;
const EXTRA_REM = 8;
const leastWidth = (extras: number): string =>
  `${extras === 0 ? LEAST_REM : READABLE_REM + extras * EXTRA_REM}rem`;

type Props = {
  search: RunListSearch;
  pages: RunPages;
  items: readonly VirtualItem[];
  /** Height of all rows together. */
  height: number;
  count: number | undefined;
  selection: Selection;
  onChange: (patch: Partial<RunListSearch>) => void;
};

/** The runs as a table; only the rows in sight are in the page, two blank ones stand for the rest. */
export function RunTable({ search, pages, items, height, count, selection, onChange }: Props) {
  const above = items[0]?.start ?? 0;
  const below = height - (items.at(-1)?.end ?? 0);
  const isWide = useMedia(WIDE);
  const extras = useMemo(() => extraColumns(search, isWide), [search, isWide]);
  // With the box before them.
  const columnCount = COLUMNS.length + extras.length + 1;
  return (
    <table
      aria-label="Flow runs"
      aria-rowcount={count === undefined ? -1 : count + 1}
      aria-busy={pages.isOld || count === undefined}
      className={clsx(
        "w-full table-fixed border-separate border-spacing-0 transition-opacity",
        pages.isOld && "opacity-60",
      )}
      style={{ minWidth: leastWidth(extras.length) }}
    >
      <Head
        search={search}
        extras={extras}
        selection={selection}
        pages={pages}
        items={items}
        onChange={onChange}
      />
      <tbody>
        {above > 0 && <Blank height={above} columns={columnCount} />}
        {items.map(({ index }) => {
          const row = pages.rowAt(index);
          return row ? (
            <RunTableRow
              key={row.flow_run.id}
              row={row}
              index={index}
              extras={extras}
              isSelected={selection.ids.has(row.flow_run.id)}
              onSelect={selection.toggle}
            />
          ) : (
            <SkeletonRow key={index} index={index} extras={extras.length} />
          );
        })}
        {below > 0 && <Blank height={below} columns={columnCount} />}
      </tbody>
    </table>
  );
}

function Blank({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus.
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns} className="p-0" />
    </tr>
  );
}

type HeadProps = Pick<Props, "search" | "selection" | "pages" | "items" | "onChange"> & {
  extras: readonly ExtraColumn[];
};

function Head({ search, extras, selection, pages, items, onChange }: HeadProps) {
  const ids = items.flatMap(({ index }) => pages.rowAt(index)?.flow_run.id ?? []);
  const areAllSelected = ids.length > 0 && ids.every((id) => selection.ids.has(id));
  return (
    <thead>
      <tr aria-rowindex={1} className="group">
        <th scope="col" className={clsx(cellClasses, "w-11 pr-0 pl-3")}>
          <Checkbox
            label="Select the runs in sight"
            checked={areAllSelected}
            onChange={(isOn) => selection.setAll(ids, isOn)}
            className={clsx(
              !areAllSelected && "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100",
            )}
          />
        </th>
        {COLUMNS.map((column) => (
          <HeadCell key={column.id} column={column} search={search} onChange={onChange} />
        ))}
        {extras.map((column) => (
          <th key={column} scope="col" className={clsx(cellClasses, EXTRA_WIDTHS[column])}>
            {EXTRA_LABELS[column]}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const cellClasses =
  "sticky top-0 z-20 h-8 border-line border-b bg-surface px-2 text-left font-medium text-text-faint text-xs";

type HeadCellProps = { column: Column; search: RunListSearch; onChange: Props["onChange"] };

function HeadCell({ column: { id, label, width, sorts }, search, onChange }: HeadCellProps) {
  const sort = search.sort ?? "-start";
  const title = id === "start" && search.view === "upcoming" ? "Starts" : label;
  const at = sorts?.indexOf(sort) ?? -1;
  const isSoonestFirst = search.view === "upcoming" && search.sort === undefined;
  const isUp = isSoonestFirst ? id === "start" : at >= 0 && !sort.startsWith("-");
  const next = sorts?.[at === 0 ? 1 : 0];
  return (
    <th
      scope="col"
      aria-sort={at < 0 ? undefined : isUp ? "ascending" : "descending"}
      className={clsx(cellClasses, width, id === "duration" && "text-right")}
    >
      {next ? (
        <button
          type="button"
          onClick={() => onChange({ sort: next === "-start" ? undefined : next })}
          className={clsx(
            "-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-text",
            at >= 0 && "text-text-soft",
          )}
        >
          {title}
          {at >= 0 &&
            (isUp ? <ArrowUp size={12} aria-hidden="true" /> : <ArrowDown size={12} aria-hidden="true" />)}
        </button>
      ) : (
        title
      )}
    </th>
  );
}
