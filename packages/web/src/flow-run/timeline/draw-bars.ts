import type { Stretch } from "./attempts.ts";
import { DENSITY_LAYERS, densityOf } from "./density.ts";
import type { Palette } from "./palette.ts";
import { BAR_HEIGHT, ROW_HEIGHT } from "./row-geometry.ts";
import type { Group } from "./row-model.ts";
import { type TimeWindow, xOf } from "./time-scale.ts";
import { endAt, isCached, isWaiting, type TimelineNode } from "./timeline-node.ts";

/** What every stroke of one picture shares. */
export type Frame = {
  ctx: CanvasRenderingContext2D;
  width: number;
  height: number;
  window: TimeWindow;
  now: number;
  palette: Palette;
};

// Narrower bars could not be seen beside the grid's lines.
const LEAST_BAR_PX = 2;
const RADIUS = 3;
/** How wide the bar of a cached task is at the least: with less it would look like a full one. */
export const LEAST_HOLLOW_PX = 8;

/** Draws one node's bar in the row whose top is at `top`, with its attempts where they are known. */
export function drawBar(frame: Frame, node: TimelineNode, top: number, stretches?: readonly Stretch[]): void {
  const end = endAt(node, frame.now);
  if (stretches && stretches.length > 1) drawStretches(frame, node, top, stretches);
  else if (isCached(node)) hollow(frame, node.start, end, top, frame.palette.states[node.state]);
  else if (isWaiting(node)) hatch(frame, node.start, end, top, frame.palette.states[node.state]);
  else fill(frame, node.start, end, top, frame.palette.states[node.state], node.end === null);
}

/** Draws a line round a node's bar. */
export function outlineBar(frame: Frame, node: TimelineNode, top: number): void {
  const place = span(frame, node.start, endAt(node, frame.now));
  if (!place) return;
  const { ctx, palette } = frame;
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.roundRect(place.x - 2, y - 2, place.width + 4, BAR_HEIGHT + 4, RADIUS + 2);
  ctx.stroke();
}

function drawStretches(frame: Frame, node: TimelineNode, top: number, stretches: readonly Stretch[]): void {
  // What came before the first attempt is no gap between attempts.
  const first = stretches.findIndex(({ kind }) => kind === "attempt");
  for (const { kind, start, end, outcome } of stretches.slice(Math.max(first, 0))) {
    const to = end ?? endAt(node, frame.now);
    const color = frame.palette.states[outcome];
    if (kind === "wait") connect(frame, start, to, top, frame.palette.retryWait);
    else fill(frame, start, to, top, color, end === null && node.end === null);
  }
}

function span(frame: Frame, start: number, end: number): { x: number; width: number } | undefined {
  const from = xOf(frame.window, frame.width, start);
  const to = xOf(frame.window, frame.width, end);
  if (to < -LEAST_BAR_PX || from > frame.width) return undefined;
  // A canvas draws coordinates of millions of pixels wrongly; a little outside is enough.
  const x = Math.max(from, -8);
  return { x, width: Math.max(Math.min(to, frame.width + 8) - x, LEAST_BAR_PX) };
}

function fill(frame: Frame, start: number, end: number, top: number, color: string, isGoing: boolean): void {
  const place = span(frame, start, end);
  if (!place) return;
  const { ctx } = frame;
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  ctx.fillStyle = color;
  ctx.globalAlpha = isGoing ? 0.55 : 1;
  ctx.beginPath();
  ctx.roundRect(place.x, y, place.width, BAR_HEIGHT, Math.min(RADIUS, place.width / 2));
  ctx.fill();
  ctx.globalAlpha = 1;
  if (isGoing) ctx.fillRect(place.x + place.width - 2, y - 2, 2, BAR_HEIGHT + 4);
}

// Nothing was done in it, so there is nothing in it.
function hollow(frame: Frame, start: number, end: number, top: number, color: string): void {
  const place = span(frame, start, end);
  if (!place) return;
  const { ctx } = frame;
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  const width = Math.max(place.width, LEAST_HOLLOW_PX);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.roundRect(place.x + 0.75, y + 0.75, width - 1.5, BAR_HEIGHT - 1.5, RADIUS);
  ctx.stroke();
}

function hatch(frame: Frame, start: number, end: number, top: number, color: string): void {
  const place = span(frame, start, end);
  if (!place) return;
  const { ctx } = frame;
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(place.x, y, place.width, BAR_HEIGHT, Math.min(RADIUS, place.width / 2));
  ctx.clip();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (let x = place.x - BAR_HEIGHT; x < place.x + place.width; x += 6) {
    ctx.moveTo(x, y + BAR_HEIGHT);
    ctx.lineTo(x + BAR_HEIGHT, y);
  }
  ctx.stroke();
  ctx.restore();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const inset = Math.max(place.width - 1, 1);
  ctx.roundRect(place.x + 0.5, y + 0.5, inset, BAR_HEIGHT - 1, Math.min(RADIUS, inset / 2));
  ctx.stroke();
}

// The wait between two attempts: thin, so that the attempts stand out.
function connect(frame: Frame, start: number, end: number, top: number, color: string): void {
  const place = span(frame, start, end);
  if (!place) return;
  const { ctx } = frame;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([3, 2]);
  ctx.beginPath();
  ctx.moveTo(place.x, top + ROW_HEIGHT / 2);
  ctx.lineTo(place.x + place.width, top + ROW_HEIGHT / 2);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Draws a group's summary: how many of its members there were at each time, trouble at the foot. */
export function drawDensity(
  frame: Frame,
  group: Pick<Group, "members">,
  top: number,
  rowHeight = ROW_HEIGHT,
): void {
  const { ctx, width, palette } = frame;
  const { columns, peak } = densityOf(group.members, frame.window, width, frame.now);
  if (peak === 0) return;
  const space = rowHeight - 8;
  const base = top + rowHeight - 4;
  const heights = new Float32Array(Math.ceil(width));
  for (const layer of DENSITY_LAYERS) {
    const counts = columns[layer];
    ctx.fillStyle = palette.layers[layer];
    ctx.beginPath();
    for (let x = 0; x < width; x++) {
      const count = counts[x] ?? 0;
      if (count === 0) continue;
      const share = (count / peak) * space;
      const height = layer === "failed" ? Math.max(share, 3) : Math.max(share, 1);
      const foot = heights[x] ?? 0;
      const visible = Math.min(height, space - foot);
      if (visible <= 0) continue;
      ctx.rect(x, base - foot - visible, 1, visible);
      heights[x] = foot + visible;
    }
    ctx.fill();
  }
}

/** Draws how long a group's ended members took: pale up to the longest, full up to the median. */
export function drawSpread(
  frame: Frame,
  { p50, max }: Pick<Group, "p50" | "max">,
  origin: number,
  top: number,
): void {
  if (max === null || p50 === null) return;
  const { ctx, palette } = frame;
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2 + 3;
  for (const [length, alpha] of [
    [max, 0.35],
    [p50, 1],
  ] as const) {
    const place = span(frame, origin, origin + length);
    if (!place) continue;
    ctx.fillStyle = palette.faint;
    ctx.globalAlpha = alpha;
    ctx.fillRect(place.x, y, place.width, BAR_HEIGHT - 6);
  }
  ctx.globalAlpha = 1;
}
