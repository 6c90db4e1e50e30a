import type { Token, Tokens } from "marked";
import type { ReactNode } from "react";

type Props = { table: Tokens.Table; cell: (tokens: readonly Token[]) => ReactNode };

const ALIGN = { left: "text-left", right: "tabular text-right", center: "text-center" } as const;
const alignOf = (align: keyof typeof ALIGN | null | undefined) => ALIGN[align ?? "left"];

/** A table of a text; one that is wider than the page scrolls by itself. */
export function MarkdownTable({ table: { header, rows }, cell }: Props) {
  return (
    <section
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
      tabIndex={0}
      className="max-w-full self-start overflow-x-auto rounded-md border border-line"
    >
      <table className="border-separate border-spacing-0">
        <thead className="bg-sunken">
          <tr>
            {header.map(({ tokens, align }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
              <th key={at} scope="col" className={`px-3 py-1 font-medium ${alignOf(align)}`}>
                {cell(tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
            <tr key={line}>
              {row.map(({ tokens, align }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
                <td key={at} className={`border-line border-t px-3 py-1 ${alignOf(align)}`}>
                  {cell(tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
