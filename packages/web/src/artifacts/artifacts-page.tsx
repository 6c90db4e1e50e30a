import type { ArtifactRow } from "@reeve/protocol";
import { Shapes } from "lucide-react";
import { api } from "../api/client.ts";
import { ArtifactGrid } from "../components/artifacts/artifact-grid.tsx";
import { ARTIFACT_KINDS, KIND_WORDS } from "../components/artifacts/artifact-kind.ts";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Segments } from "../components/segments.tsx";
import { Select } from "../forms/inputs.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { ARTIFACT_COLUMNS } from "./artifact-columns.tsx";

/** What runs have made to be looked at: of each key the latest. */
export function ArtifactsPage() {
  const [sought, setSought] = useSearchParam("q");
  const [typeText, setType] = useSearchParam("type");
  const [shapeText, setShape] = useSearchParam("as");
  const shape = shapeText === "rows" ? "rows" : "cards";
  const type = TYPES.find((one) => one === typeText);
  const list = usePageList<ArtifactRow>(["artifacts", sought, type], (page, signal) =>
    api.listLatestArtifactRows({ body: { key_like: sought || undefined, type, ...page } }, { signal }),
  );
  useLiveKinds(["artifact-collection"], ["artifacts"]);
  const isFiltered = sought !== "" || type !== undefined;
  const showAll = () => {
    setSought("");
    setType("");
  };
  return (
    <ListPage
      title="Artifacts"
      list={list}
      failure="The artifacts could not be read"
      filters={
        <>
          <SearchBox label="Filter artifacts" placeholder="Key" value={sought} onChange={setSought} />
          <Select
            aria-label="Type"
            value={type ?? ""}
            onChange={(event) => setType(event.target.value)}
            className="h-7.5! md:w-40"
          >
            <option value="">Every type</option>
            {TYPES.map((one) => (
              <option key={one} value={one}>
                {KIND_WORDS[one]}
              </option>
            ))}
          </Select>
        </>
      }
      actions={
        <Segments
          label="How they are shown"
          value={shape}
          options={SHAPES}
          onChange={(next) => setShape(next === "cards" ? "" : next)}
        />
      }
      empty={
        <EmptyState
          icon={<Shapes size={18} />}
          title={isFiltered ? "No artifact is like this" : "No artifacts yet"}
          actions={isFiltered && <Button onClick={showAll}>Show all</Button>}
        >
          {!isFiltered && (
            <p>
              An artifact is what a run makes for people to look at: a report, a table, a picture, a link, or
              how far it has come. Those with the same key are versions of one thing.
            </p>
          )}
        </EmptyState>
      }
    >
      {shape === "rows" ? (
        <DataTable label="Artifacts" columns={ARTIFACT_COLUMNS} list={list} rowKey={({ id }) => id} />
      ) : (
        <div className="p-4">
          <ArtifactGrid label="Artifacts" list={list} />
        </div>
      )}
    </ListPage>
  );
}

const SHAPES = [
  { value: "cards", label: "Cards" },
  { value: "rows", label: "Rows" },
] as const;

// Python's clients store links as texts, so there is no filter that finds them all.
const TYPES = ARTIFACT_KINDS.filter((kind) => kind !== "link");
