import type { Artifact, ArtifactRow } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { ArtifactSign } from "../components/artifacts/artifact-sign.tsx";
import { ArtifactView } from "../components/artifacts/artifact-view.tsx";
import { RunOfArtifact } from "../components/artifacts/run-of-artifact.tsx";
import { Button } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { JsonView } from "../components/json-view.tsx";
import { Loaded } from "../components/loaded.tsx";
import { Time } from "../components/time.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { useArtifact } from "./use-artifact.ts";

/** One artifact, whole. */
export function ArtifactPage({ id }: { id: string }) {
  const query = useArtifact(id);
  return (
    <Loaded query={query} failure="The artifact could not be read" title="Artifact">
      {(data) => (
        <>
          <Header artifact={data.artifact} />
          <ArtifactBody {...data} />
        </>
      )}
    </Loaded>
  );
}

/** What an artifact shows, and beside it what is known of it. */
export function ArtifactBody({ artifact, row }: { artifact: Artifact; row: ArtifactRow }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
      tabIndex={0}
      className="flex min-h-0 grow flex-col gap-6 overflow-y-auto p-4 outline-offset-[-2px] lg:flex-row"
    >
      <div className="min-w-0 max-w-4xl grow text-sm">
        <ArtifactView artifact={artifact} />
      </div>
      <aside aria-label="About the artifact" className="flex flex-col gap-4 lg:w-72 lg:shrink-0">
        <Facts>
          <Fact name="Type">
            <ArtifactSign artifact={artifact} />
          </Fact>
          <Fact name="Made by">
            <RunOfArtifact row={row} />
          </Fact>
          <Fact name="Made">
            <Time value={row.created} />
          </Fact>
          {row.updated !== row.created && (
            <Fact name="Changed">
              <Time value={row.updated} />
            </Fact>
          )}
          <Fact name="ID">
            <code className="break-all font-mono text-xs">{artifact.id}</code>
          </Fact>
        </Facts>
        {artifact.description && <Markdown text={artifact.description} level={2} />}
        {Object.keys(artifact.metadata_ ?? {}).length > 0 && <JsonView value={artifact.metadata_} />}
        <details>
          <summary className="text-text-soft text-xs">The data as they are stored</summary>
          <JsonView value={artifact.data} className="mt-2" />
        </details>
      </aside>
    </div>
  );
}

/** In the place of an artifact that is being read. */
function Header({ artifact }: { artifact: Artifact }) {
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const { id, key } = artifact;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">
        {key ?? "Artifact without a key"}
      </h1>
      {key && (
        <Link
          to={`/artifacts/key/${encodeURIComponent(key)}` as string}
          className="text-accent hover:underline"
        >
          All its versions
        </Link>
      )}
      <Button
        look="outline-danger"
        className="ml-auto"
        icon={<Trash2 size={14} aria-hidden="true" />}
        onClick={() => setAsked(true)}
      >
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title="Delete this artifact?"
        text={
          key
            ? "The version before it becomes the latest of its key. This cannot be undone."
            : "This cannot be undone."
        }
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteArtifact({ params: { id } });
          await navigate({ to: "/artifacts" as string });
        }}
      />
    </header>
  );
}
