import type { RunPoint } from "@reeve/protocol";
import { type StateTone, stateTone } from "../../components/run-state.ts";
import { type DurationScale, linearScale, logScale } from "./duration-scale.ts";

/** A run with its place in the plot, in pixels from the upper left corner. */
export type PlacedPoint = { point: RunPoint; tone: StateTone; x: number; y: number };

export type Plot = {
  /** By time, the oldest first. */
  placed: readonly PlacedPoint[];
  from: number;
  until: number;
  scale: DurationScale;
};

export type PlotSize = { width: number; height: number };

// Half of the largest shape, so that none is cut off at an edge.
const INSET_PX = 6;
// Runs that began at one instant still need an axis.
const LEAST_SPAN_MS = 1_000;

/** Places runs by when they began and how long they took, from `from` to `until` (ms) where these are given. */
export function placePoints(
  points: readonly RunPoint[],
  { width, height }: PlotSize,
  { from, until, isLog }: { from?: number; until?: number; isLog: boolean },
): Plot {
  const times = points.map(({ start_time }) => Date.parse(start_time));
  const durations = points.map(({ seconds }) => seconds);
  const first = Math.min(from ?? Number.POSITIVE_INFINITY, ...times);
  const last = Math.max(until ?? Number.NEGATIVE_INFINITY, ...times);
  const span = Math.max(LEAST_SPAN_MS, last - first);
  const scale = isLog ? logScale(durations) : linearScale(durations);
  const placed = points.map((point, index) => ({
    point,
    tone: stateTone(point.state_type, point.state_name),
    x: INSET_PX + (((times[index] as number) - first) / span) * (width - 2 * INSET_PX),
    y: height - INSET_PX - scale.shareOf(point.seconds) * (height - 2 * INSET_PX),
  }));
  placed.sort((one, other) => one.x - other.x);
  return { placed, from: first, until: first + span, scale };
}

/** A share of the width or the height as pixels of it. */
export const insetPx = (share: number, px: number): number => INSET_PX + share * (px - 2 * INSET_PX);

/** The place in the list of the point that is nearest, if one is near enough to be meant. */
export function nearestPoint(
  placed: readonly PlacedPoint[],
  x: number,
  y: number,
  mostPx: number,
): number | undefined {
  let nearest: number | undefined;
  let least = mostPx ** 2;
  placed.forEach((one, index) => {
    const distance = (one.x - x) ** 2 + (one.y - y) ** 2;
    if (distance > least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}

/** The points of each look, those that deserve to be seen last and so on top. */
export function byTone(placed: readonly PlacedPoint[]): [StateTone, PlacedPoint[]][] {
  const groups = Map.groupBy(placed, ({ tone }) => tone);
  return ORDER.flatMap((tone) => {
    const group = groups.get(tone);
    return group ? [[tone, group] as [StateTone, PlacedPoint[]]] : [];
  });
}

const ORDER: readonly StateTone[] = [
  "completed",
  "cancelled",
  "cancelling",
  "scheduled",
  "pending",
  "retry",
  "late",
  "paused",
  "running",
  "crashed",
  "failed",
];
