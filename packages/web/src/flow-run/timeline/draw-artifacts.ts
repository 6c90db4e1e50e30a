import type { Frame } from "./draw-bars.ts";
import { ROW_HEIGHT } from "./row-geometry.ts";
import { xOf } from "./time-scale.ts";
import type { TimelineNode } from "./timeline-node.ts";

const HALF = 4;

/** Marks on a bar when its task run has shown something. */
export function drawArtifacts(frame: Frame, { artifacts }: TimelineNode, top: number): void {
  const { ctx, window, width, palette } = frame;
  const y = top + ROW_HEIGHT / 2;
  for (const { at } of artifacts) {
    const x = xOf(window, width, at);
    if (x < -HALF || x > width + HALF) continue;
    ctx.fillStyle = palette.surface;
    ctx.strokeStyle = palette.text;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(x, y - HALF);
    ctx.lineTo(x + HALF, y);
    ctx.lineTo(x, y + HALF);
    ctx.lineTo(x - HALF, y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
}
