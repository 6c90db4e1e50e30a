import type { GraphArtifact, GraphNode, TaskInput } from "@reeve/protocol";
import type { NodeRow } from "./queries.ts";

/** A node with the task run it stands for, which other nodes' inputs name. */
export type Placed = { taskRunId: string; node: GraphNode };

const ENCAPSULATING = "__parents__";

/** A row of the graph as a node; undefined while the run has neither started nor is expected to. */
export function toGraphNode(row: NodeRow, artifacts: readonly GraphArtifact[]): Placed | undefined {
  const isSubflow = row.child_id !== null;
  const start = isSubflow
    ? (row.child_start_time ?? row.child_expected_start_time)
    : (row.start_time ?? row.expected_start_time);
  const state_type = isSubflow ? row.child_state_type : row.state_type;
  if (start === null || state_type === null) return undefined;
  const { parents, encapsulating } = edgesOf(JSON.parse(row.task_inputs));
  return {
    taskRunId: row.id,
    node: {
      kind: isSubflow ? "flow-run" : "task-run",
      id: row.child_id ?? row.id,
      label: isSubflow ? `${row.child_flow_name} / ${row.child_name}` : row.name,
      state_type,
      state_name: isSubflow ? row.child_state_name : row.state_name,
      start_time: start,
      end_time: isSubflow ? row.child_end_time : row.end_time,
      parents,
      children: [],
      encapsulating,
      artifacts: [...artifacts],
    },
  };
}

/** Links nodes both ways, a subflow's run standing wherever an input names its stand-in. */
export function linkNodes(placed: readonly Placed[]): GraphNode[] {
  const nodeByTaskRun = new Map(placed.map(({ taskRunId, node }) => [taskRunId, node]));
  const resolve = ({ id }: { id: string }) => ({ id: nodeByTaskRun.get(id)?.id ?? id });
  const linked = placed.map(({ node }) => ({
    ...node,
    parents: node.parents.map(resolve),
    encapsulating: node.encapsulating.map(resolve),
  }));
  const byId = new Map(linked.map((node) => [node.id, node]));
  for (const node of linked) {
    for (const { id } of node.parents) byId.get(id)?.children.push({ id: node.id });
  }
  return linked;
}

function edgesOf(inputs: Record<string, TaskInput[]>): {
  parents: { id: string }[];
  encapsulating: { id: string }[];
} {
  const parents = new Set<string>();
  const encapsulating = new Set<string>();
  for (const [name, sources] of Object.entries(inputs)) {
    for (const source of sources) {
      if ("id" in source) (name === ENCAPSULATING ? encapsulating : parents).add(source.id);
    }
  }
  const edges = (ids: Set<string>) => [...ids].map((id) => ({ id }));
  return { parents: edges(parents), encapsulating: edges(encapsulating) };
}
