import type { Vertex } from "./layers.ts";

// More change nothing that an eye would notice.
const SWEEPS = 8;

/** Moves each vertex to the middle of its neighbours, forwards and backwards, and keeps the best order seen. */
export function orderLayers(layers: readonly Vertex[][]): void {
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
