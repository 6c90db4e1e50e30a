/** A stretch of time in milliseconds since 1970. */
export type TimeWindow = { t0: number; t1: number };

export type Tick = { time: number; label: string; isMajor: boolean };
/** Since the run began, by the clock, or since each task run began: then all bars begin at one place. */
export type AxisMode = "elapsed" | "clock" | "duration";

// Times on the wire have microseconds; a narrower window would show nothing.
const NARROWEST_MS = 0.02;
const LEAST_EXTENT_MS = 1;

/** The whole run with a little air at its end, never of no length. */
export function fullWindow(start: number, end: number): TimeWindow {
  const length = Math.max(end - start, LEAST_EXTENT_MS);
  return { t0: start - length * 0.01, t1: start + length * 1.04 };
}

/** Pixels from the left edge at which a time stands. */
export const xOf = (window: TimeWindow, width: number, time: number): number =>
  ((time - window.t0) / (window.t1 - window.t0)) * width;

/** The time that stands so many pixels from the left edge. */
export const timeAt = (window: TimeWindow, width: number, x: number): number =>
  window.t0 + (x / width) * (window.t1 - window.t0);

/** The window widened (`factor` above 1) or narrowed around a time that keeps its place. */
export function zoomWindow(window: TimeWindow, factor: number, anchor: number, full: TimeWindow): TimeWindow {
  const length = window.t1 - window.t0;
  const wanted = Math.min(Math.max(length * factor, NARROWEST_MS), full.t1 - full.t0);
  const share = (anchor - window.t0) / length;
  return clampWindow({ t0: anchor - share * wanted, t1: anchor + (1 - share) * wanted }, full);
}

/** The window moved by so many milliseconds, within the run. */
export function panWindow(window: TimeWindow, by: number, full: TimeWindow): TimeWindow {
  return clampWindow({ t0: window.t0 + by, t1: window.t1 + by }, full);
}

/** The nearest window of the same length, at most the whole, that lies within the run. */
export function clampWindow(window: TimeWindow, full: TimeWindow): TimeWindow {
  const length = Math.min(window.t1 - window.t0, full.t1 - full.t0);
  const t0 = Math.min(Math.max(window.t0, full.t0), full.t1 - length);
  return { t0, t1: t0 + length };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  0.001,
  0.002,
  0.005,
  0.01,
  0.02,
  0.05,
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 90].map((n) => n * DAY),
];
const TICK_PX = 92;

/** How far apart the axis' marks stand so that their labels have room. */
export function tickStep(window: TimeWindow, width: number): number {
  const least = ((window.t1 - window.t0) / Math.max(width, 1)) * TICK_PX;
  return STEPS.find((step) => step >= least) ?? 365 * DAY;
}

/**
 * The marks of the axis. Elapsed ones count from `origin`; clock ones stand on round times of the zone
 * that is `zoneOffset` milliseconds ahead of UTC.
 */
export function axisTicks(
  window: TimeWindow,
  width: number,
  mode: AxisMode,
  origin: number,
  zoneOffset: number,
): Tick[] {
  const step = tickStep(window, width);
  const zero = mode === "clock" ? -zoneOffset : origin;
  const ticks: Tick[] = [];
  const first = Math.ceil((window.t0 - zero) / step);
  const last = Math.floor((window.t1 - zero) / step);
  for (let index = first; index <= last; index++) {
    const offset = index * step;
    const label = mode === "clock" ? clockLabel(offset, step) : elapsedLabel(offset, step);
    ticks.push({ time: zero + offset, label, isMajor: index === 0 || isRound(offset, step) });
  }
  return ticks;
}

const isRound = (offset: number, step: number): boolean => {
  const larger = step >= HOUR ? DAY : step >= MINUTE ? HOUR : step >= SECOND ? MINUTE : SECOND;
  return Math.abs(offset % larger) < step / 2;
};

function elapsedLabel(offset: number, step: number): string {
  const sign = offset < 0 ? "−" : "";
  const value = Math.abs(offset);
  if (value < step / 2) return "0";
  if (step < 1) return `${sign}${trimmed(value, step)} ms`;
  if (value < SECOND) return `${sign}${Math.round(value)} ms`;
  if (step < SECOND || value < MINUTE) {
    return value < MINUTE
      ? `${sign}${trimmed(value / SECOND, step / SECOND)} s`
      : `${sign}${sexagesimal(value)}${fraction(value, step)}`;
  }
  return `${sign}${value >= DAY ? `${Math.floor(value / DAY)} d ` : ""}${sexagesimal(value % DAY)}`;
}

const trimmed = (value: number, step: number): string =>
  value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));

function sexagesimal(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / SECOND + 1e-6);
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = String(seconds % 60).padStart(2, "0");
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

const fraction = (milliseconds: number, step: number): string =>
  step >= SECOND ? "" : trimmed((milliseconds / SECOND) % 1, step / SECOND).slice(1);

function clockLabel(local: number, step: number): string {
  const date = new Date(Math.floor(local + 1e-6));
  const text = date.toISOString();
  if (step >= DAY) return text.slice(0, 10);
  if (Math.abs(local % DAY) < step / 2) return text.slice(5, 10);
  if (step >= MINUTE) return text.slice(11, 16);
  if (step >= SECOND) return text.slice(11, 19);
  if (step >= 1) return text.slice(14, 23);
  return `${text.slice(17, 23)}${trimmed(local - Math.floor(local + 1e-6), step).slice(2)}`;
}
