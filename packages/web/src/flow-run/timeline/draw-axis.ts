import { drawDensity, type Frame } from "./draw-bars.ts";
import { type Tick, type TimeWindow, xOf } from "./time-scale.ts";
import type { TimelineNode } from "./timeline-node.ts";

/** Draws the marks of the axis with their labels over the whole height given. */
export function drawAxis({ ctx, window, width, height, palette }: Frame, ticks: readonly Tick[]): void {
  ctx.clearRect(0, 0, width, height);
  ctx.font = `11px ${palette.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const tick of ticks) {
    const x = Math.round(xOf(window, width, tick.time));
    ctx.fillStyle = palette.strongLine;
    ctx.fillRect(x, height - 6, 1, 6);
    // The last label would be cut off.
    if (x + ctx.measureText(tick.label).width + 6 > width) continue;
    ctx.fillStyle = tick.isMajor ? palette.text : palette.faint;
    ctx.fillText(tick.label, x + 5, height / 2);
  }
}

/** Draws the whole run in small, what is in sight clear and the rest pale. */
export function drawOverview(
  frame: Frame,
  nodes: readonly TimelineNode[],
  inSight: TimeWindow | undefined,
): void {
  const { ctx, width, height, palette } = frame;
  ctx.clearRect(0, 0, width, height);
  // Paler than the bars below, which are what is read.
  ctx.globalAlpha = 0.6;
  drawDensity(frame, { members: nodes }, 0, height);
  ctx.globalAlpha = 1;
  if (!inSight) return;
  const from = xOf(frame.window, width, inSight.t0);
  const to = Math.max(xOf(frame.window, width, inSight.t1), from + 2);
  ctx.globalAlpha = 0.7;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, from, height);
  ctx.fillRect(to, 0, width - to, height);
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = palette.accent;
  ctx.fillRect(from, 0, to - from, height);
  ctx.globalAlpha = 1;
  ctx.fillRect(from, 0, 1.5, height);
  ctx.fillRect(to - 1.5, 0, 1.5, height);
}
