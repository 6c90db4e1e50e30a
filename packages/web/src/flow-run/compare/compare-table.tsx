import { clsx } from "clsx";
import { Fragment } from "react";
import type { CompareLine } from "./compare-model.ts";

/** The look of its tables; three runs scroll sideways where they have no room. */
export const tableClasses = "w-full table-fixed border-separate border-spacing-0";

/** The look of every cell of the comparison. */
export const cellClasses = "border-line/60 border-b px-3 py-2 text-left align-top break-words";

type Props = { lines: readonly CompareLine[]; columns: number };

/** What is known of the runs, line by line under the name of its part; what differs is marked. */
export function CompareTable({ lines, columns }: Props) {
  if (lines.length === 0) {
    return (
      <tr>
        <td colSpan={columns + 1} className={`${cellClasses} text-text-soft`}>
          They were given the same, ran the same version in the same place, and ended the same way.
        </td>
      </tr>
    );
  }
  return lines.map(({ part, name, values, differs }, at) => (
    <Fragment key={`${part} ${name}`}>
      {part !== lines[at - 1]?.part && (
        <tr>
          <th
            scope="rowgroup"
            colSpan={columns + 1}
            className="px-3 pt-4 pb-1 text-left font-medium text-text-faint text-xs"
          >
            {part}
          </th>
        </tr>
      )}
      <tr>
        <th scope="row" className={`${cellClasses} font-medium`}>
          {name}
        </th>
        {values.map((value, column) => (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs never change places.
            key={column}
            className={clsx(cellClasses, differs && "bg-warning-soft", part !== "Run" && "font-mono text-xs")}
          >
            {value}
          </td>
        ))}
      </tr>
    </Fragment>
  ));
}
