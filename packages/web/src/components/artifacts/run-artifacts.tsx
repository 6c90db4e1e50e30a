import type { ArtifactRow } from "@reeve/protocol";
import { Shapes } from "lucide-react";
import { api } from "../../api/client.ts";
import { useLiveKinds } from "../../lists/use-live-kinds.ts";
import { usePageList } from "../../lists/use-page-list.ts";
import { EmptyState } from "../empty-state.tsx";
import { ErrorState } from "../error-state.tsx";
import { ArtifactGrid } from "./artifact-grid.tsx";

/** The artifacts of one run. */
export function RunArtifacts({ flowRunId }: { flowRunId: string }) {
  const queryKey = ["run-artifacts", flowRunId];
  const list = usePageList<ArtifactRow>(queryKey, (page, signal) =>
    api.listArtifactRows({ body: { flow_run_id: flowRunId, ...page } }, { signal }),
  );
  useLiveKinds(["artifact-collection"], queryKey);
  if (list.error) {
    return <ErrorState error={list.error} title="The artifacts could not be read" onRetry={list.retry} />;
  }
  if (list.rows?.length === 0) {
    return (
      <EmptyState icon={<Shapes size={18} />} title="No artifacts">
        <p>The run has made no report, table or picture to look at.</p>
      </EmptyState>
    );
  }
  return <ArtifactGrid label="Artifacts of the run" list={list} isVersions hidesRun />;
}
