import type { ArtifactRow } from "@reeve/protocol";
import { RunLink } from "../run-link.tsx";

/** Which run made an artifact, and which of its tasks. */
export function RunOfArtifact({ row }: { row: ArtifactRow }) {
  const { flow_run_id, flow_run_name, task_run_name } = row;
  if (!flow_run_id) return <>Of no run</>;
  return (
    <>
      {/* A run that is deleted leaves its artifacts behind. */}
      {flow_run_name ? <RunLink flowRunId={flow_run_id}>{flow_run_name}</RunLink> : "A deleted run"}
      {task_run_name && <span className="text-text-faint"> · {task_run_name}</span>}
    </>
  );
}
