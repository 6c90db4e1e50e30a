import type { StateType } from "@reeve/protocol";
import { type TimeWindow, xOf } from "./time-scale.ts";
import { endAt, isWaiting, type TimelineNode } from "./timeline-node.ts";

/** What stands at the foot of a density strip first: trouble must not be hidden by what went well. */
export const DENSITY_LAYERS = ["failed", "running", "waiting", "cancelled", "completed"] as const;
export type DensityLayer = (typeof DENSITY_LAYERS)[number];

/** For each layer how many nodes stand in each pixel column, and the most in any column. */
export type Density = { columns: Record<DensityLayer, Float32Array>; peak: number };

/** The layer a node counts in. */
export function layerOf(node: TimelineNode): DensityLayer {
  return isWaiting(node) ? "waiting" : LAYER_OF_STATE[node.state];
}

const LAYER_OF_STATE: Readonly<Record<StateType, DensityLayer>> = {
  FAILED: "failed",
  CRASHED: "failed",
  RUNNING: "running",
  CANCELLING: "cancelled",
  CANCELLED: "cancelled",
  SCHEDULED: "waiting",
  PENDING: "waiting",
  PAUSED: "waiting",
  COMPLETED: "completed",
};

/** Counts nodes per pixel column in time proportional to nodes plus pixels, however long the bars are. */
export function densityOf(
  nodes: readonly TimelineNode[],
  window: TimeWindow,
  width: number,
  now: number,
): Density {
  const size = Math.max(1, Math.ceil(width));
  const steps = Object.fromEntries(
    DENSITY_LAYERS.map((layer) => [layer, new Float32Array(size + 1)]),
  ) as Record<DensityLayer, Float32Array>;
  for (const node of nodes) {
    const from = xOf(window, width, node.start);
    const to = xOf(window, width, endAt(node, now));
    if (to < 0 || from >= size) continue;
    const first = Math.max(0, Math.floor(from));
    // At least one column, so that no node is too short to be seen.
    const afterLast = Math.min(size, Math.max(first + 1, Math.ceil(to)));
    const layer = steps[layerOf(node)];
    layer[first] = (layer[first] ?? 0) + 1;
    layer[afterLast] = (layer[afterLast] ?? 0) - 1;
  }
  return { columns: steps, peak: accumulate(steps, size) };
}

function accumulate(steps: Record<DensityLayer, Float32Array>, size: number): number {
  const total = new Float32Array(size);
  for (const layer of DENSITY_LAYERS) {
    const column = steps[layer];
    let count = 0;
    for (let x = 0; x < size; x++) {
      count += column[x] ?? 0;
      column[x] = count;
      total[x] = (total[x] ?? 0) + count;
    }
  }
  let peak = 0;
  for (const count of total) if (count > peak) peak = count;
  return peak;
}
