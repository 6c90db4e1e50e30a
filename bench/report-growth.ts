import { formatNumber } from "./format-number.ts";
import { median } from "./measure/statistics.ts";
import type { Result } from "./run-rounds.ts";
import type { GrowthPoint } from "./scenarios/scenario.ts";
import type { ServerName } from "./servers/bench-server.ts";

const LABEL_WIDTH = 42;
const WIDTH = 12;
// Below that, what a request costs by itself hides what it costs for each run.
const FIRST_OF_SLOPE = 10_000;

/** A table for each server and database: the milliseconds of each request by the length of the history, and how they grow. */
export function formatGrowth(results: readonly Result[], servers: readonly ServerName[]): string[] {
  return servers.flatMap((server) => {
    const points = results
      .filter((result) => result.server === server)
      .flatMap(({ measured }) => measured.growth ?? []);
    return [...Map.groupBy(points, ({ database }) => database)].flatMap(([database, own]) =>
      formatTable(`${server} on ${database}, p50 ms`, own),
    );
  });
}

function formatTable(title: string, points: readonly GrowthPoint[]): string[] {
  const lengths = [...new Set(points.map(({ flowRuns }) => flowRuns))].sort((a, b) => a - b);
  const rows = [...Map.groupBy(points, ({ label }) => label)].map(([label, own]) => {
    const medians = lengths.map((length) =>
      median(own.filter(({ flowRuns }) => flowRuns === length).map(({ ms }) => ms)),
    );
    return line(label, [...medians.map(formatNumber), formatNumber(exponent(lengths, medians))]);
  });
  return ["", line(title, [...lengths.map(formatNumber), "exponent"]), ...rows];
}

/** The power of the number of runs that the time grows with, from ten thousand to the longest history. */
function exponent(lengths: readonly number[], times: readonly number[]): number {
  const first = lengths.indexOf(FIRST_OF_SLOPE);
  const last = lengths.length - 1;
  if (first < 0 || first === last) return Number.NaN;
  return Math.log(times[last]! / times[first]!) / Math.log(lengths[last]! / FIRST_OF_SLOPE);
}

const line = (label: string, values: readonly string[]) =>
  label.padEnd(LABEL_WIDTH) + values.map((value) => value.padStart(WIDTH)).join("");
