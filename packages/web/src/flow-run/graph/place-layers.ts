import type { Vertex } from "./layers.ts";
import type { LayoutSizes } from "./layout-sizes.ts";

// More change nothing that an eye would notice.
const SWEEPS = 8;

const heightOf = (vertex: Vertex, sizes: LayoutSizes): number =>
  vertex.id === undefined ? sizes.rowGap : sizes.boxHeight;

/** Gives every vertex its middle height: near its neighbours, below the one above it. Answers the total height. */
export function placeLayers(layers: readonly Vertex[][], sizes: LayoutSizes): number {
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
