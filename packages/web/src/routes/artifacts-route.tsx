import { useParams } from "@tanstack/react-router";
import { ArtifactKeyPage } from "../artifacts/artifact-key-page.tsx";
import { ArtifactPage } from "../artifacts/artifact-page.tsx";
import { ArtifactsPage } from "../artifacts/artifacts-page.tsx";
import { useArtifact } from "../artifacts/use-artifact.ts";
import { useCrumbs } from "../shell/crumbs.ts";

const LIST = { label: "Artifacts", to: "/artifacts" };

/** `/artifacts`: the latest of each key. */
export function ArtifactsRoute() {
  useCrumbs([{ label: "Artifacts" }]);
  return <ArtifactsPage />;
}

/** `/artifacts/key/:key`: the versions of one key. */
export function ArtifactKeyRoute() {
  const { key } = useParams({ from: "/artifacts/key/$key" });
  useCrumbs([LIST, { label: key }]);
  return <ArtifactKeyPage key={key} artifactKey={key} />;
}

/** `/artifacts/artifact/:id`: one artifact. */
export function ArtifactRoute() {
  const { id } = useParams({ from: "/artifacts/artifact/$id" });
  const { data } = useArtifact(id);
  useCrumbs([LIST, { label: data?.artifact.key ?? "Artifact" }]);
  return <ArtifactPage key={id} id={id} />;
}
