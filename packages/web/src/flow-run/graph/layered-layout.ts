import { type Chain, layersOf, type Vertex, withoutCircles } from "./layers.ts";
import type { LayoutSizes } from "./layout-sizes.ts";
import { orderLayers } from "./order-layers.ts";
import { placeLayers } from "./place-layers.ts";

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
  const placed = placeLayers(layers, sizes);
  return finish({ layers, chains, loose, sizes, height: placed });
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
