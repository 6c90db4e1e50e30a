import type { GraphNode, LiveChange, Log, RunRow } from "@reeve/protocol";

/** The changes of a batch by what they change of that run; a row of null says that it was deleted. */
export function sortChanges(changes: readonly LiveChange[], flowRunId: string) {
  const nodes: GraphNode[] = [];
  const logs: Log[] = [];
  let row: RunRow["flow_run"] | null | undefined;
  for (const change of changes) {
    if (change.kind === "node") nodes.push(change.node);
    else if (change.kind === "logs")
      logs.push(...change.logs.filter((line) => line.flow_run_id === flowRunId));
    else if (change.kind === "flow-run" && change.flowRun.id === flowRunId) row = change.flowRun;
    else if (change.kind === "flow-run-deleted" && change.id === flowRunId) row = null;
  }
  return { nodes, logs, row };
}
