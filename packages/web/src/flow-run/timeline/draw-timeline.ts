import { formatDuration, formatTickingDuration } from "../../components/format-duration.ts";
import type { Stretch } from "./attempts.ts";
import { windowFrom } from "./compared.ts";
import { drawArtifacts } from "./draw-artifacts.ts";
import { drawBar, drawDensity, drawSpread, type Frame, LEAST_HOLLOW_PX, outlineBar } from "./draw-bars.ts";
import { drawEdges } from "./draw-edges.ts";
import type { Edge } from "./edges.ts";
import { ROW_HEIGHT, rowsInSight } from "./row-geometry.ts";
import type { Group, Row } from "./row-model.ts";
import { type Tick, xOf } from "./time-scale.ts";
import { endAt, isCached, isWaiting, type TimelineNode } from "./timeline-node.ts";

/** Everything the picture of the rows is made of. */
export type Scene = {
  rows: readonly Row[];
  rowIndexes: ReadonlyMap<string, number>;
  scrollTop: number;
  ticks: readonly Tick[];
  /** Dependencies to draw, of the node the reader looks at. */
  edges: readonly Edge[];
  /** Attempts of the nodes whose history is known. */
  attempts: ReadonlyMap<string, readonly Stretch[]>;
  selected: string | undefined;
  /** The ids of nodes that are outlined. */
  outlined: ReadonlySet<string>;
  /** Marks the present while the run goes on. */
  isRunning: boolean;
  /** Where all bars begin when they are compared by how long they took; undefined when each stands at its time. */
  comparedAt: number | undefined;
  /** Whether what a task run has shown is marked on its bar. */
  showsArtifacts: boolean;
};

/** Paints the rows in sight; the cost follows what is in sight, not how many tasks there are. */
export function drawTimeline(frame: Frame, scene: Scene): void {
  const { ctx, width, height } = frame;
  ctx.clearRect(0, 0, width, height);
  drawGrid(frame, scene.ticks);
  const { first, last } = rowsInSight(scene.scrollTop, height, scene.rows.length);
  for (let index = first; index <= last; index++) {
    const row = scene.rows[index];
    const top = index * ROW_HEIGHT - scene.scrollTop;
    if (row?.kind === "node") {
      if (row.node.id === scene.selected) drawSelection(frame, top);
      drawNode(comparedFrame(frame, scene, row.node), scene, row.node, top);
    } else if (row?.kind === "group") drawGroup(frame, scene, row.group, top);
  }
  if (scene.edges.length > 0) {
    // Many at once would cover the bars.
    const alpha = scene.edges.length > 30 ? 0.35 : 0.9;
    drawEdges(frame, scene.edges, (id) => scene.rowIndexes.get(id), scene.scrollTop, alpha);
  }
  if (scene.isRunning && scene.comparedAt === undefined) drawPresent(frame);
}

const comparedFrame = (frame: Frame, { comparedAt }: Scene, node: TimelineNode): Frame =>
  comparedAt === undefined ? frame : { ...frame, window: windowFrom(frame.window, node.start, comparedAt) };

function drawNode(frame: Frame, scene: Scene, node: TimelineNode, top: number): void {
  drawBar(frame, node, top, scene.attempts.get(node.id));
  if (scene.outlined.has(node.id)) outlineBar(frame, node, top);
  drawLabel(frame, node, top);
  if (scene.showsArtifacts) drawArtifacts(frame, node, top);
}

function drawGroup(frame: Frame, { comparedAt }: Scene, group: Group, top: number): void {
  if (comparedAt === undefined) drawDensity(frame, group, top);
  else drawSpread(frame, group, comparedAt, top);
}

function drawGrid({ ctx, window, width, height, palette }: Frame, ticks: readonly Tick[]): void {
  ctx.fillStyle = palette.line;
  for (const tick of ticks) ctx.fillRect(Math.round(xOf(window, width, tick.time)), 0, 1, height);
}

function drawSelection({ ctx, width, palette }: Frame, top: number): void {
  ctx.fillStyle = palette.accent;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(0, top, width, ROW_HEIGHT);
  ctx.globalAlpha = 1;
}

function drawPresent({ ctx, window, width, height, palette, now }: Frame): void {
  const x = xOf(window, width, now);
  if (x < 0 || x > width) return;
  ctx.fillStyle = palette.states.RUNNING;
  ctx.globalAlpha = 0.5;
  ctx.fillRect(Math.round(x), 0, 1, height);
  ctx.globalAlpha = 1;
}

function durationText(node: TimelineNode, end: number): string {
  if (isWaiting(node)) return "waiting";
  // How long the look for its result took is nothing that anybody asks.
  if (isCached(node)) return "cached";
  const duration = end - node.start;
  // Milliseconds would only flicker while it goes on.
  return node.end === null ? formatTickingDuration(duration) : formatDuration(duration);
}

const LABEL_GAP = 6;

/** Tells on which side of what is in sight the bar lies. */
function drawPointer({ ctx, width, palette }: Frame, top: number, isLeft: boolean): void {
  const x = isLeft ? 5 : width - 5;
  const point = isLeft ? 4 : -4;
  const y = top + ROW_HEIGHT / 2;
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.moveTo(x + point, y - 4);
  ctx.lineTo(x, y);
  ctx.lineTo(x + point, y + 4);
  ctx.stroke();
}

/** Writes how long it took behind the bar, before it where there is no room, or in it. */
function drawLabel(frame: Frame, node: TimelineNode, top: number): void {
  const { ctx, window, width, now, palette } = frame;
  const end = endAt(node, now);
  const from = xOf(window, width, node.start);
  const isHollow = isCached(node);
  const to = Math.max(xOf(window, width, end), isHollow ? from + LEAST_HOLLOW_PX : from);
  if (to < 0 || from > width) {
    drawPointer(frame, top, to < 0);
    return;
  }
  const text = durationText(node, end);
  const room = text.length * 6.5 + LABEL_GAP * 2;
  ctx.font = `11px ${palette.font}`;
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette.faint;
  const y = top + ROW_HEIGHT / 2 + 0.5;
  if (to + room < width) {
    ctx.textAlign = "left";
    ctx.fillText(text, to + LABEL_GAP, y);
  } else if (from - room > 0) {
    ctx.textAlign = "right";
    ctx.fillText(text, from - LABEL_GAP, y);
  } else if (!isWaiting(node)) {
    ctx.textAlign = "right";
    if (!isHollow) ctx.fillStyle = palette.surface;
    ctx.fillText(text, Math.min(to, width) - LABEL_GAP, y);
  }
}
