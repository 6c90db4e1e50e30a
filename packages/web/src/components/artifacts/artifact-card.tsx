import type { ArtifactRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { aboveRowLink, rowLinkClasses } from "../../lists/use-table-keys.ts";
import { TimeAgo } from "../time.tsx";
import { artifactKind } from "./artifact-kind.ts";
import { ArtifactSign } from "./artifact-sign.tsx";
import { ArtifactView } from "./artifact-view.tsx";
import { parseTable, type TableData } from "./parse-table.ts";
import { RunOfArtifact } from "./run-of-artifact.tsx";
import { textOf } from "./table-rows.ts";

type Props = {
  row: ArtifactRow;
  /** Leads to the artifact itself, not to the latest of its key. */
  isVersion?: boolean;
  /** Whether the run it is of goes without saying. */
  hidesRun?: boolean;
};

/** An artifact with a look at what is in it. */
export function ArtifactCard({ row, isVersion = false, hidesRun = false }: Props) {
  const artifact = { ...row, data: row.preview };
  const to =
    row.key !== null && !isVersion
      ? `/artifacts/key/${encodeURIComponent(row.key)}`
      : `/artifacts/artifact/${row.id}`;
  return (
    <li className="group relative flex h-60 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-low focus-within:border-line-strong hover:border-line-strong">
      <div className="flex min-h-10 items-center gap-2 px-4 pt-1">
        <h2 className="flex min-w-0 grow text-sm">
          <Link to={to as string} className={rowLinkClasses}>
            {row.key ?? "Without a key"}
          </Link>
        </h2>
        <ArtifactSign artifact={artifact} />
      </div>
      {row.description && (
        <p className="shrink-0 truncate px-4 pb-1 text-text-soft text-xs">{row.description}</p>
      )}
      {/* Cut off with a soft edge; what is in it is read on its own page. */}
      <div
        inert
        className="mask-b-from-70% mx-4 min-h-0 grow overflow-hidden rounded-md pt-1 text-xs [&_h2]:text-base [&_h3]:text-sm"
      >
        <Preview row={row} />
      </div>
      <div className="flex h-9 shrink-0 items-center gap-2 border-line border-t px-4 text-text-soft text-xs">
        {!hidesRun && (
          <span className={`${aboveRowLink} min-w-0 truncate`}>
            <RunOfArtifact row={row} />
          </span>
        )}
        <TimeAgo value={row.created} className={`${aboveRowLink} ml-auto shrink-0`} />
      </div>
    </li>
  );
}

function Preview({ row }: { row: ArtifactRow }) {
  const artifact = { ...row, data: row.preview };
  if (row.is_cut && (row.preview === null || artifactKind(artifact) !== "markdown")) {
    return (
      <p className="tabular text-text-faint">
        {`${Math.ceil(row.size / 1_000).toLocaleString("en")} KB; open it to see it.`}
      </p>
    );
  }
  const table = row.type === "table" ? parseTable(row.preview) : undefined;
  return table ? <FirstRows table={table} /> : <ArtifactView artifact={artifact} level={3} />;
}

// As many as fit into a card.
const ROWS = 5;
const COLUMNS = 4;

function FirstRows({ table: { columns, rows } }: { table: TableData }) {
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr>
          {columns.slice(0, COLUMNS).map((column) => (
            <th
              key={column}
              scope="col"
              className="truncate border-line border-b py-1 pr-3 text-left font-medium"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, ROWS).map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else to be told apart by.
          <tr key={line}>
            {columns.slice(0, COLUMNS).map((column, at) => (
              <td key={column} className="tabular truncate py-0.5 pr-3">
                {textOf(row[at])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
