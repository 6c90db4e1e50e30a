/** What is laid out: boxes of one size, and arrows between them by id. */
export type LayoutInput = { ids: readonly string[]; edges: readonly (readonly [from: string, to: string])[] };

export type Point = { x: number; y: number };

export type Layout = {
  /** The top left corner of each box. */
  boxes: ReadonlyMap<string, Point>;
  /** The points each arrow runs through, from box to box. */
  arrows: readonly { from: string; to: string; points: readonly Point[] }[];
  width: number;
  height: number;
};

export type LayoutSizes = { boxWidth: number; boxHeight: number; layerGap: number; rowGap: number };

type Vertex = {
  id: string | undefined;
  layer: number;
  order: number;
  y: number;
  before: Vertex[];
  after: Vertex[];
};

const SWEEPS = 8;
const LOOSE_ROWS = 10;

/**
 * Lays a graph out from left to right: each box right of all it depends on, long arrows led around boxes,
 * and the order within a column chosen so that few arrows cross. Boxes with no arrow stand in a grid below.
 */
export function layoutGraph(input: LayoutInput, sizes: LayoutSizes): Layout {
  const known = new Set(input.ids);
  const wanted = input.edges.filter(([from, to]) => from !== to && known.has(from) && known.has(to));
  const edges = withoutCircles(input.ids, wanted);
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const loose = input.ids.filter((id) => !linked.has(id));
  const { layers, chains } = layersOf(
    input.ids.filter((id) => linked.has(id)),
    edges,
  );
  orderLayers(layers);
  const placed = place(layers, sizes);
  return finish({ layers, chains, loose, sizes, height: placed });
}

/** An arrow as it is laid out; `isTurned` when it points the other way because it closed a circle. */
type Link = { from: string; to: string; isTurned: boolean };
type Chain = Link & { vertices: Vertex[] };

/** Turns round the arrows that close a circle, which folded groups can form. */
function withoutCircles(ids: readonly string[], edges: readonly (readonly [string, string])[]): Link[] {
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
function layersOf(ids: readonly string[], links: readonly Link[]) {
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

/** Moves each vertex to the middle of its neighbours, forwards and backwards, and keeps the best order seen. */
function orderLayers(layers: readonly Vertex[][]): void {
  for (const layer of layers) number(layer);
  let best = layers.map((layer) => layer.slice());
  let fewest = countCrossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const isForward = sweep % 2 === 0;
    const ordered = isForward ? layers : layers.toReversed();
    for (const layer of ordered) {
      const middle = new Map(
        layer.map((vertex) => [vertex, middleOf(isForward ? vertex.before : vertex.after, vertex)]),
      );
      layer.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || a.order - b.order);
      number(layer);
    }
    const crossings = countCrossings(layers);
    if (crossings < fewest) {
      fewest = crossings;
      best = layers.map((layer) => layer.slice());
    }
  }
  layers.forEach((layer, index) => {
    layer.splice(0, layer.length, ...(best[index] ?? []));
    number(layer);
  });
}

function number(layer: readonly Vertex[]): void {
  for (const [index, vertex] of layer.entries()) vertex.order = index;
}

const middleOf = (neighbours: readonly Vertex[], vertex: Vertex): number =>
  neighbours.length === 0
    ? vertex.order
    : neighbours.reduce((sum, neighbour) => sum + neighbour.order, 0) / neighbours.length;

/** How many pairs of arrows between neighbouring layers cross. */
function countCrossings(layers: readonly Vertex[][]): number {
  let crossings = 0;
  for (const layer of layers) {
    const ends = layer.flatMap((vertex) => vertex.after.map((next) => next.order).sort((a, b) => a - b));
    for (let i = 0; i < ends.length; i++) {
      for (let j = i + 1; j < ends.length; j++) if (ends[i]! > ends[j]!) crossings++;
    }
  }
  return crossings;
}

const heightOf = (vertex: Vertex, sizes: LayoutSizes): number =>
  vertex.id === undefined ? sizes.rowGap : sizes.boxHeight;

/** Gives every vertex its middle height: near its neighbours, below the one above it. Answers the total height. */
function place(layers: readonly Vertex[][], sizes: LayoutSizes): number {
  for (const layer of layers)
    stack(
      layer,
      layer.map(() => 0),
      sizes,
    );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? layers : layers.toReversed()) {
      const wanted = layer.map((vertex) => {
        const near = isForward ? vertex.before : vertex.after;
        const all = near.length > 0 ? near : isForward ? vertex.after : vertex.before;
        return all.length === 0 ? vertex.y : all.reduce((sum, other) => sum + other.y, 0) / all.length;
      });
      stack(layer, wanted, sizes);
    }
  }
  const all = layers.flat();
  const top = Math.min(
    ...all.map((vertex) => vertex.y - heightOf(vertex, sizes) / 2),
    Number.POSITIVE_INFINITY,
  );
  for (const vertex of all) vertex.y -= top;
  return all.reduce((height, vertex) => Math.max(height, vertex.y + heightOf(vertex, sizes) / 2), 0);
}

/** Stacks a column without overlap, shifting blocks that touch so that they lie as near their wishes as they can. */
function stack(layer: readonly Vertex[], wanted: readonly number[], sizes: LayoutSizes): void {
  type Block = { vertices: Vertex[]; offsets: number[]; sum: number; length: number };
  const blocks: Block[] = [];
  const start = (block: Block) => block.sum / block.vertices.length;
  layer.forEach((vertex, index) => {
    const height = heightOf(vertex, sizes);
    let block: Block = {
      vertices: [vertex],
      offsets: [height / 2],
      sum: (wanted[index] ?? 0) - height / 2,
      length: height + sizes.rowGap,
    };
    for (
      let above = blocks.at(-1);
      above && start(above) + above.length > start(block);
      above = blocks.at(-1)
    ) {
      blocks.pop();
      const shift = above.length;
      block = {
        vertices: [...above.vertices, ...block.vertices],
        offsets: [...above.offsets, ...block.offsets.map((offset) => offset + shift)],
        sum: above.sum + block.sum - shift * block.vertices.length,
        length: above.length + block.length,
      };
    }
    blocks.push(block);
  });
  for (const block of blocks) {
    const top = start(block);
    for (const [index, vertex] of block.vertices.entries()) vertex.y = top + (block.offsets[index] ?? 0);
  }
}

type Placed = {
  layers: readonly Vertex[][];
  chains: readonly Chain[];
  loose: readonly string[];
  sizes: LayoutSizes;
  height: number;
};

function finish({ layers, chains, loose, sizes, height }: Placed): Layout {
  const stepX = sizes.boxWidth + sizes.layerGap;
  const boxes = new Map<string, Point>();
  for (const vertex of layers.flat()) {
    if (vertex.id !== undefined) {
      boxes.set(vertex.id, { x: vertex.layer * stepX, y: vertex.y - sizes.boxHeight / 2 });
    }
  }
  const looseTop = height > 0 ? height + sizes.rowGap * 3 : 0;
  const rows = Math.max(1, Math.min(LOOSE_ROWS, Math.ceil(Math.sqrt(loose.length * 2))));
  const looseStepX = sizes.boxWidth + sizes.rowGap;
  const stepY = sizes.boxHeight + sizes.rowGap;
  loose.forEach((id, index) => {
    boxes.set(id, { x: Math.floor(index / rows) * looseStepX, y: looseTop + (index % rows) * stepY });
  });
  const points = [...boxes.values()];
  return {
    boxes,
    arrows: chains.map((chain) => arrowOf(chain, stepX, sizes)),
    width: points.reduce((width, point) => Math.max(width, point.x + sizes.boxWidth), 0),
    height: points.reduce((bottom, point) => Math.max(bottom, point.y + sizes.boxHeight), height),
  };
}

// An arrow passes a column in a straight line, so that it keeps clear of the boxes there.
function arrowOf(
  { from, to, isTurned, vertices }: Chain,
  stepX: number,
  sizes: LayoutSizes,
): Layout["arrows"][number] {
  const points = vertices
    .flatMap(({ layer, y }) => [
      { x: layer * stepX, y },
      { x: layer * stepX + sizes.boxWidth, y },
    ])
    .slice(1, -1);
  return isTurned ? { from: to, to: from, points: points.reverse() } : { from, to, points };
}
