import type { ArtifactRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { ArtifactSign } from "../components/artifacts/artifact-sign.tsx";
import { RunOfArtifact } from "../components/artifacts/run-of-artifact.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

/** The columns of the list of artifacts where it is shown as rows. */
export const ARTIFACT_COLUMNS: readonly Column<ArtifactRow>[] = [
  {
    id: "key",
    title: "Key",
    cell: ({ key, id }) => (
      <Link
        to={
          (key === null ? `/artifacts/artifact/${id}` : `/artifacts/key/${encodeURIComponent(key)}`) as string
        }
        {...ROW_LINK}
        className={`${rowLinkClasses} block max-w-full`}
      >
        {key ?? "Without a key"}
      </Link>
    ),
  },
  {
    id: "type",
    title: "Type",
    width: "w-32",
    cell: (row) => (
      <span className="flex items-center">
        <ArtifactSign artifact={{ ...row, data: row.preview }} />
      </span>
    ),
  },
  {
    id: "description",
    title: "Description",
    isMinor: true,
    cell: ({ description }) => (
      <span className="block truncate text-text-soft" title={description ?? undefined}>
        {description?.split("\n")[0]}
      </span>
    ),
  },
  {
    id: "run",
    title: "Made by",
    width: "w-72",
    isMinor: true,
    cell: (row) => (
      <span className={`${aboveRowLink} block truncate text-text-soft`}>
        <RunOfArtifact row={row} />
      </span>
    ),
  },
  {
    id: "created",
    title: "Made",
    width: "w-28 max-md:w-20",
    cell: ({ created }) => <TimeAgo value={created} className={`${aboveRowLink} text-text-soft`} />,
  },
];
