import { type GraphNode, ReeveError, type RunGraph } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import { getFlowRun, listFlowRunStates } from "../flow-runs/read-flow-runs.ts";
import { type PlacedArtifacts, placeArtifacts } from "./graph-artifact.ts";
import { linkNodes, type Placed, toGraphNode } from "./graph-node.ts";
import {
  type NodeRow,
  selectArtifactsOfTaskRuns,
  selectGraphArtifacts,
  selectNodes,
  selectNodesByIds,
} from "./queries.ts";

/** A flow run's graph; with `since`, without the nodes that ended before it. */
export async function getRunGraph(
  context: ReadContext,
  flowRunId: string,
  since?: string,
): Promise<RunGraph> {
  const { serverGraphMaxNodes: most, serverGraphMaxArtifacts: mostArtifacts } = context.settings;
  const [flowRun, states, rows, artifactRows] = await Promise.all([
    getFlowRun(context, flowRunId),
    listFlowRunStates(context, flowRunId),
    selectNodes(context.db.scanner, flowRunId, most + 1),
    selectGraphArtifacts(context.db.scanner, flowRunId, mostArtifacts),
  ]);
  if (rows.length > most) {
    throw new ReeveError("bad_request", `The graph of this run has more than ${most} nodes.`);
  }
  const artifacts = placeArtifacts(artifactRows);
  const nodes = linkNodes(place(rows, artifacts));
  const shown = since ? nodes.filter((node) => node.end_time === null || node.end_time >= since) : nodes;
  return {
    start_time: flowRun.start_time ?? flowRun.expected_start_time,
    end_time: flowRun.end_time,
    root_node_ids: shown.filter((node) => node.parents.length === 0).map((node) => node.id),
    nodes: shown.sort(byStartThenEnd).map((node) => [node.id, node]),
    artifacts: [...(artifacts.get(null) ?? [])],
    states: states.map(({ id, timestamp, type, name }) => ({ id, timestamp, type, name: name ?? "" })),
  };
}

/** The nodes of those task runs; what leads on from them is left to the nodes it leads to. */
export async function getGraphNodes(
  context: Context,
  flowRunId: string,
  taskRunIds: readonly string[],
): Promise<GraphNode[]> {
  const changed = await placeTaskRuns(context, flowRunId, taskRunIds);
  const wanted = new Set(changed.map(({ node }) => node.id));
  // Inputs name a subflow's stand-in, and only its own row tells of the subflow's run.
  const named = changed.flatMap(({ node }) => [...node.parents, ...node.encapsulating].map(({ id }) => id));
  const sources = new Set(named).difference(new Set(taskRunIds));
  const linked = linkNodes([...changed, ...(await placeTaskRuns(context, flowRunId, [...sources]))]);
  return linked.filter(({ id }) => wanted.has(id));
}

async function placeTaskRuns(context: Context, flowRunId: string, ids: readonly string[]): Promise<Placed[]> {
  if (ids.length === 0) return [];
  const [rows, artifactRows] = await Promise.all([
    selectNodesByIds(context.db.reader, flowRunId, ids),
    selectArtifactsOfTaskRuns(context.db.reader, flowRunId, ids),
  ]);
  return place(rows, placeArtifacts(artifactRows));
}

const place = (rows: readonly NodeRow[], artifacts: PlacedArtifacts): Placed[] =>
  rows
    .map((row) => toGraphNode(row, artifacts.get(row.id) ?? []))
    .filter((placed): placed is Placed => placed !== undefined);

const byStartThenEnd = (a: GraphNode, b: GraphNode): number =>
  a.start_time.localeCompare(b.start_time) || (a.end_time ?? "~").localeCompare(b.end_time ?? "~");
