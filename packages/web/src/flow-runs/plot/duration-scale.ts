/** Seconds that a duration is well said in. */
const LADDER = [
  ...[0.001, 0.01, 0.1, 1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400],
  ...[365 * 86_400, 3_650 * 86_400],
];
const ROUND = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 30, 60, 120, 240, 600, 1_200],
  ...[1_800, 3_600, 7_200, 4 * 3_600, 6 * 3_600, 12 * 3_600, 86_400, 2 * 86_400, 4 * 86_400, 10 * 86_400],
];
const MOST_TICKS = 5;

export type DurationTick = { share: number; text: string };
export type DurationScale = {
  /** How high a duration in seconds stands: 0 at the foot, 1 at the top. */
  shareOf: (seconds: number) => number;
  ticks: readonly DurationTick[];
};

/** The scale on which all of some durations (seconds) are told apart: each step ten times the one before, or so. */
export function logScale(durations: readonly number[]): DurationScale {
  const [least, most] = [Math.max(0.001, Math.min(...durations)), Math.max(0.001, Math.max(...durations))];
  const first = Math.max(
    0,
    LADDER.findLastIndex((one) => one <= least),
  );
  const above = LADDER.findIndex((one) => one >= most);
  const last = Math.max(first + 1, above < 0 ? LADDER.length - 1 : above);
  const [low, high] = [Math.log(LADDER[first] as number), Math.log(LADDER[last] as number)];
  const shareOf = (seconds: number) =>
    Math.max(0, Math.min(1, (Math.log(Math.max(seconds, 0.001)) - low) / (high - low)));
  const steps = LADDER.slice(first, last + 1);
  const every = Math.ceil(steps.length / MOST_TICKS);
  const shown = steps.filter((_, index) => index % every === 0);
  return {
    shareOf,
    ticks: shown.map((seconds) => ({ share: shareOf(seconds), text: sayDuration(seconds) })),
  };
}

/** The scale on which a duration (seconds) twice as long stands twice as high. */
export function linearScale(durations: readonly number[]): DurationScale {
  const most = Math.max(0.001, ...durations);
  const top = ROUND.find((one) => one >= most) ?? Math.ceil(most / 864_000) * 864_000;
  const shareOf = (seconds: number) => Math.max(0, Math.min(1, seconds / top));
  const ticks = [0, top / 2, top].map((seconds) => ({ share: shareOf(seconds), text: sayDuration(seconds) }));
  return { shareOf, ticks };
}

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
  [0.001, "ms"],
] as const;

/** "10 ms", "30 s", "5 min", "6 h", "7 d". */
function sayDuration(seconds: number): string {
  if (seconds === 0) return "0";
  // A half of a round number is said in the smaller unit rather than with a fraction.
  const [size, unit] = UNITS.find(
    ([one]) => seconds >= one && Number.isInteger(+(seconds / one).toFixed(6)),
  ) ?? [0.001, "ms"];
  return `${+(seconds / size).toFixed(1)} ${unit}`;
}
