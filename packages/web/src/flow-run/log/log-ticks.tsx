import { useRef } from "react";
import { usePainter } from "../use-painter.ts";
import { levelOf } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";

/** Marks at the right edge where in the log its warnings and errors are. */
export function LogTicks({ lines }: { lines: readonly LogLine[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainter(canvas, (ctx, { width, height }) => {
    const style = getComputedStyle(document.documentElement);
    ctx.clearRect(0, 0, width, height);
    for (const level of ["warning", "error"] as const) {
      ctx.fillStyle = style.getPropertyValue(level === "error" ? "--state-failed-fill" : "--state-late-fill");
      let last = -1;
      for (const [index, line] of lines.entries()) {
        if (levelOf(line.level) !== level) continue;
        const y = Math.floor((index / lines.length) * (height - 2));
        // Marks of neighbours would only be painted over each other.
        if (y !== last) ctx.fillRect(0, y, width, 2);
        last = y;
      }
    }
  });
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-0 w-1">
      <canvas ref={canvas} className="block size-full" />
    </div>
  );
}
