/** A box in its column, or a stand-in where a long arrow passes one. */
export type Vertex = {
  id: string | undefined;
  layer: number;
  order: number;
  y: number;
  before: Vertex[];
  after: Vertex[];
};

/** An arrow as it is laid out; `isTurned` when it points the other way because it closed a circle. */
export type Link = { from: string; to: string; isTurned: boolean };
/** The vertices an arrow runs through. */
export type Chain = Link & { vertices: Vertex[] };

/** Turns round the arrows that close a circle, which folded groups can form. */
export function withoutCircles(
  ids: readonly string[],
  edges: readonly (readonly [string, string])[],
): Link[] {
  const next = Map.groupBy(edges, ([from]) => from);
  const state = new Map<string, "open" | "done">();
  const links: Link[] = [];
  for (const root of ids) {
    if (state.has(root)) continue;
    const path = [{ id: root, at: 0 }];
    state.set(root, "open");
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const to = next.get(top.id)?.[top.at++]?.[1];
      if (to === undefined) {
        state.set(top.id, "done");
        path.pop();
      } else if (state.get(to) === "open") links.push({ from: to, to: top.id, isTurned: true });
      else {
        links.push({ from: top.id, to, isTurned: false });
        if (!state.has(to)) {
          state.set(to, "open");
          path.push({ id: to, at: 0 });
        }
      }
    }
  }
  return links;
}

/** Longest-path layers; an arrow over several of them gets a stand-in in each one between. */
export function layersOf(ids: readonly string[], links: readonly Link[]) {
  const vertices = new Map<string, Vertex>(ids.map((id) => [id, newVertex(id)]));
  const depth = longestPaths(ids, links);
  const layers: Vertex[][] = [];
  const put = (vertex: Vertex, layer: number) => {
    vertex.layer = layer;
    layers[layer] ??= [];
    layers[layer].push(vertex);
  };
  for (const [id, vertex] of vertices) put(vertex, depth.get(id) ?? 0);
  const chains: Chain[] = [];
  for (const link of links) {
    const start = vertices.get(link.from)!;
    const end = vertices.get(link.to)!;
    const chain = [start];
    for (let layer = start.layer + 1; layer < end.layer; layer++) {
      const standIn = newVertex(undefined);
      put(standIn, layer);
      chain.push(standIn);
    }
    chain.push(end);
    chain.forEach((vertex, index) => {
      const next = chain[index + 1];
      if (!next) return;
      vertex.after.push(next);
      next.before.push(vertex);
    });
    chains.push({ ...link, vertices: chain });
  }
  return { layers, chains };
}

const newVertex = (id: string | undefined): Vertex => ({
  id,
  layer: 0,
  order: 0,
  y: 0,
  before: [],
  after: [],
});

function longestPaths(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const waiting = new Map(ids.map((id) => [id, 0]));
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const depth = new Map<string, number>();
  const queue = ids.filter((id) => waiting.get(id) === 0);
  for (const id of queue) {
    const here = depth.get(id) ?? 0;
    depth.set(id, here);
    for (const child of next.get(id) ?? []) {
      depth.set(child, Math.max(depth.get(child) ?? 0, here + 1));
      const left = (waiting.get(child) ?? 1) - 1;
      waiting.set(child, left);
      if (left === 0) queue.push(child);
    }
  }
  return depth;
}
