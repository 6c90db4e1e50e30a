import type { ArtifactRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Shapes } from "lucide-react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Loaded } from "../components/loaded.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Time, TimeAgo } from "../components/time.tsx";
import { Switch } from "../forms/switch.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { type PageList, usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { ArtifactBody } from "./artifact-page.tsx";
import { VersionDiff } from "./version-diff.tsx";

/** The artifacts of one key: the latest, or the version chosen, and all there were. */
export function ArtifactKeyPage({ artifactKey: key }: { artifactKey: string }) {
  const queryKey = ["artifact-versions", key];
  const list = usePageList<ArtifactRow>(queryKey, (page, signal) =>
    api.listArtifactRows({ body: { key, ...page } }, { signal }),
  );
  useLiveKinds(["artifact-collection"], queryKey);
  return (
    <Loaded
      query={{ data: list.rows, error: list.error, refetch: list.retry }}
      failure="The artifacts could not be read"
      title="Artifact"
    >
      {([latest]) =>
        latest ? (
          <History artifactKey={key} list={list} latest={latest} />
        ) : (
          <EmptyState level={1} icon={<Shapes size={18} />} title={`No artifact has the key ${key}`} />
        )
      }
    </Loaded>
  );
}

type HistoryProps = { artifactKey: string; list: PageList<ArtifactRow>; latest: ArtifactRow };

function History({ artifactKey: key, list, latest }: HistoryProps) {
  const [chosenId, choose] = useSearchParam("version");
  const [view, setView] = useSearchParam("view");
  const rows = list.rows ?? [latest];
  const chosen = rows.find(({ id }) => id === chosenId) ?? latest;
  const before = rows[rows.indexOf(chosen) + 1];
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2.5">
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{key}</h1>
        <span className="tabular text-text-soft">
          {list.hasMore
            ? `the newest ${rows.length} versions`
            : rows.length === 1
              ? "1 version"
              : `${rows.length} versions`}
        </span>
        {before && (
          <Switch
            label="Show what changed since the version before"
            isLabelShown
            checked={view === "changes"}
            onChange={(isOn) => setView(isOn ? "changes" : "")}
            className="ml-auto"
          />
        )}
      </header>
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <Versions list={list} chosen={chosen} onChoose={(id) => choose(id === latest.id ? "" : id)} />
        {before && view === "changes" ? (
          <VersionDiff olderId={before.id} newerId={chosen.id} />
        ) : (
          <Version key={chosen.id} row={chosen} />
        )}
      </div>
    </>
  );
}

type VersionsProps = { list: PageList<ArtifactRow>; chosen: ArtifactRow; onChoose: (id: string) => void };

function Versions({ list, chosen, onChoose }: VersionsProps) {
  return (
    <nav
      aria-label="Versions"
      className="shrink-0 overflow-y-auto border-line p-2 max-lg:max-h-44 max-lg:border-b lg:w-64 lg:border-r"
    >
      <ol className="flex flex-col gap-0.5">
        {list.rows?.map((row, at) => (
          <li key={row.id}>
            <button
              type="button"
              aria-current={row.id === chosen.id}
              onClick={() => onChoose(row.id)}
              className={clsx(
                "flex w-full flex-col rounded-md px-2.5 py-1.5 text-left",
                row.id === chosen.id ? "bg-selected" : "hover:bg-hover",
              )}
            >
              <span className="flex w-full items-baseline gap-2">
                <Time value={row.created} className="font-medium" />
                {at === 0 && <span className="text-accent text-xs">latest</span>}
                <TimeAgo value={row.created} className="ml-auto text-text-faint text-xs" />
              </span>
              <span className="w-full truncate text-text-soft text-xs">
                {row.flow_run_name ?? (row.flow_run_id ? "A deleted run" : "Of no run")}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <Button className="mt-2 w-full" onClick={list.readMore} disabled={list.isReadingMore}>
          Show older ones
        </Button>
      )}
    </nav>
  );
}

function Version({ row }: { row: ArtifactRow }) {
  const { data, error, refetch } = useQuery({
    // A version that has changed, as progress does, is read again.
    queryKey: ["artifact-data", row.id, row.updated],
    queryFn: ({ signal }) => api.getArtifact({ params: { id: row.id } }, { signal }),
    placeholderData: (before) => before,
    enabled: row.is_cut,
    retry: false,
  });
  const { preview, is_cut, ...rest } = row;
  if (!is_cut) return <ArtifactBody artifact={{ ...rest, data: preview, metadata_: null }} row={row} />;
  if (error)
    return <ErrorState error={error} title="The artifact could not be read" onRetry={() => void refetch()} />;
  return data ? <ArtifactBody artifact={data} row={row} /> : <VersionSkeleton />;
}

const VersionSkeleton = () => (
  <div className="flex flex-col gap-3 p-4">
    <Skeleton className="h-5 w-64" />
    <Skeleton className="h-3 w-96 max-w-full" />
    <Skeleton className="h-3 w-80 max-w-full" />
  </div>
);
