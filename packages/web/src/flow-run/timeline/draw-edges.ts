import type { Frame } from "./draw-bars.ts";
import type { Edge } from "./edges.ts";
import { ROW_HEIGHT } from "./row-geometry.ts";
import { xOf } from "./time-scale.ts";
import { endAt } from "./timeline-node.ts";

const ARROW = 5;

/** Draws dependencies as curves from bar to bar; rows out of sight are pointed at from the edge. */
export function drawEdges(
  frame: Frame,
  edges: readonly Edge[],
  rowOf: (id: string) => number | undefined,
  scrollTop: number,
  alpha: number,
): void {
  const { ctx, palette } = frame;
  ctx.strokeStyle = palette.accent;
  ctx.fillStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.globalAlpha = alpha;
  for (const { from, to } of edges) {
    const fromRow = rowOf(from.id);
    const toRow = rowOf(to.id);
    if (fromRow === undefined || toRow === undefined || fromRow === toRow) continue;
    const x1 = clampX(frame, xOf(frame.window, frame.width, endAt(from, frame.now)));
    const x2 = clampX(frame, xOf(frame.window, frame.width, to.start));
    drawEdge(ctx, x1, middle(fromRow, scrollTop), x2, middle(toRow, scrollTop));
  }
  ctx.globalAlpha = 1;
}

const middle = (row: number, scrollTop: number): number => row * ROW_HEIGHT - scrollTop + ROW_HEIGHT / 2;

// Far outside a canvas loses precision; a curve may as well end a little beyond its edge.
const clampX = (frame: Frame, x: number): number => Math.min(Math.max(x, -40), frame.width + 40);

function drawEdge(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  const tip = x2 - 1;
  const bend = Math.max(14, Math.min(Math.abs(tip - x1) / 2, 60));
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.bezierCurveTo(x1 + bend, y1, tip - ARROW - bend, y2, tip - ARROW, y2);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(tip, y2);
  ctx.lineTo(tip - ARROW - 1, y2 - ARROW + 1);
  ctx.lineTo(tip - ARROW - 1, y2 + ARROW - 1);
  ctx.fill();
}
