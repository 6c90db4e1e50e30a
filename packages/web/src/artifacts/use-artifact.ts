import type { Artifact, ArtifactRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";

/** An artifact, whole and as lists show it, kept up to date. */
export function useArtifact(id: string) {
  const queryKey = ["artifact", id];
  useLiveKinds(["artifact-collection"], queryKey);
  return useQuery({ queryKey, queryFn: ({ signal }) => read(id, signal), retry: false });
}

async function read(id: string, signal: AbortSignal): Promise<{ artifact: Artifact; row: ArtifactRow }> {
  const [artifact, rows] = await Promise.all([
    api.getArtifact({ params: { id } }, { signal }),
    api.listArtifactRows({ body: { id } }, { signal }),
  ]);
  return { artifact, row: rows[0] as ArtifactRow };
}
