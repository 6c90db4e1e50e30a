import type { StateType } from "@reeve/protocol";
import type { DensityLayer } from "./density.ts";

/** The theme's colours in the form a canvas takes. */
export type Palette = {
  states: Record<StateType, string>;
  layers: Record<DensityLayer, string>;
  retryWait: string;
  text: string;
  faint: string;
  line: string;
  strongLine: string;
  surface: string;
  accent: string;
  font: string;
};

/** Reads the colours of the theme that is on now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const fill = (tone: string) => read(`--state-${tone}-fill`);
  const cancelled = fill("cancelled");
  return {
    states: {
      SCHEDULED: fill("scheduled"),
      PENDING: fill("pending"),
      RUNNING: fill("running"),
      COMPLETED: fill("completed"),
      FAILED: fill("failed"),
      CRASHED: fill("crashed"),
      PAUSED: fill("paused"),
      CANCELLING: cancelled,
      CANCELLED: cancelled,
    },
    layers: {
      failed: fill("failed"),
      running: fill("running"),
      waiting: fill("pending"),
      completed: fill("completed"),
      cancelled,
    },
    retryWait: fill("late"),
    text: read("--text"),
    faint: read("--text-faint"),
    line: read("--line"),
    strongLine: read("--line-strong"),
    surface: read("--surface"),
    accent: read("--accent"),
    font: read("--font-sans") || "sans-serif",
  };
}
