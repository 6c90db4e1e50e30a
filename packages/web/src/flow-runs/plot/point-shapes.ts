import type { StateTone } from "../../components/run-state.ts";

type Shape = {
  /** The path around (0, 0), drawn with relative steps alone. */
  path: string;
  isFilled: boolean;
};

const circle = (r: number) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const square: Shape = { path: "m-2.75 -2.75h5.5v5.5h-5.5z", isFilled: false };
const triangle: Shape = { path: "m0 -3.5l3.5 6h-7z", isFilled: false };

/** A shape for each look, so that none hangs on its colour. */
const SHAPES: Readonly<Record<StateTone, Shape>> = {
  completed: { path: circle(2.5), isFilled: true },
  cached: { path: `${circle(3.25)}m3.25 0${circle(0.75)}`, isFilled: false },
  failed: { path: "m-3.25 -3.25l6.5 6.5m0 -6.5l-6.5 6.5", isFilled: false },
  crashed: { path: "m0 -4.25l4.25 4.25l-4.25 4.25l-4.25 -4.25z", isFilled: true },
  running: { path: circle(3), isFilled: false },
  paused: { path: "m-1.5 -3.25v6.5m3 -6.5v6.5", isFilled: false },
  cancelled: square,
  cancelling: square,
  scheduled: triangle,
  pending: triangle,
  late: triangle,
  retry: triangle,
};

/** What draws the shape of a look at each of some places, as one path. */
export function shapesAt(
  tone: StateTone,
  places: readonly { x: number; y: number }[],
): Shape & { strokeWidth: number } {
  const { path, isFilled } = SHAPES[tone];
  const d = places.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}${path}`).join("");
  return { path: d, isFilled, strokeWidth: isFilled ? 0 : 2 };
}
