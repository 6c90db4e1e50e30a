import { formatNumber, formatRatio } from "./format-number.ts";
import type { LoadFigures } from "./measure/load.ts";
import { median } from "./measure/statistics.ts";
import type { BenchOptions } from "./options.ts";
import { formatGrowth } from "./report-growth.ts";
import type { Result } from "./run-rounds.ts";
import type { Figure, Scenario } from "./scenarios/scenario.ts";
import type { ServerName } from "./servers/bench-server.ts";

const LABEL_WIDTH = 46;
const FIGURE_WIDTH = 14;
const LOAD_WIDTHS = [16, 12, 14, 12, 12, 12, 10] as const;

const LEGEND = `Medians of the rounds. CPU ms is the time of all processes of the server for each request that succeeded,
until the server is at rest again. Rates and latencies depend on what else the machine does.`;

/** What all rounds together tell: medians, and how many times better the first server is than the second. */
export function formatReport(results: readonly Result[], { scenarios, servers }: BenchOptions): string {
  const parts = scenarios.map((scenario) => {
    const own = results.filter((result) => result.scenario === scenario.name);
    return [
      "",
      underlined(scenario.title),
      ...formatFigures(own, servers),
      ...formatLoads(own, scenario, servers),
      ...formatGrowth(own, servers),
      ...own.filter(({ error }) => error).map(({ server, error }) => `${server} failed: ${error}`),
    ].join("\n");
  });
  return `${parts.join("\n")}\n\n${LEGEND}\n`;
}

function formatFigures(results: readonly Result[], servers: readonly ServerName[]): string[] {
  const labels = [
    ...new Set(results.flatMap(({ measured }) => (measured.figures ?? []).map(({ label }) => label))),
  ];
  if (labels.length === 0) return [];
  const header = row("", [...servers, "better by"]);
  const rows = labels.map((label) => {
    const medians = servers.map((server) => medianFigure(results, server, label));
    const values = medians.map((figure) => (figure ? formatFigure(figure) : "–"));
    const [first, second] = medians.map((figure) => figure?.value);
    const ratio =
      medians[0]?.unit === "/s" || medians[0]?.unit === "×"
        ? formatRatio(first, second)
        : formatRatio(second, first);
    return row(label, [...values, ratio]);
  });
  return [header, ...rows];
}

function medianFigure(results: readonly Result[], server: ServerName, label: string): Figure | undefined {
  const found = results
    .filter((result) => result.server === server)
    .flatMap(({ measured }) => measured.figures ?? [])
    .filter((figure) => figure.label === label);
  return found[0] && { ...found[0], value: median(found.map(({ value }) => value)) };
}

function formatFigure({ value, unit }: Figure): string {
  return unit === "missing" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

function formatLoads(
  results: readonly Result[],
  { counts = "requests" }: Scenario,
  servers: readonly ServerName[],
) {
  const all = results.flatMap(({ server, measured }) =>
    (measured.loads ?? []).map((load) => ({ ...load, server })),
  );
  const singular = counts.slice(0, -1);
  return [...Map.groupBy(all, ({ label }) => label)].flatMap(([label, loads]) => {
    const header = cells(["", "", `CPU ms/${singular}`, `${counts}/s`, "p50 ms", "p99 ms", "failed"]);
    const connections = [...new Set(loads.map((load) => load.connections))];
    const rows = connections.flatMap((count) => formatLoad(loads, count, servers));
    return label === undefined ? [header, ...rows] : ["", label, header, ...rows];
  });
}

function formatLoad(
  loads: readonly (LoadFigures & { server: ServerName })[],
  connections: number,
  servers: readonly ServerName[],
): string[] {
  const medians = servers.map((server) =>
    medianLoad(loads.filter((load) => load.server === server && load.connections === connections)),
  );
  const title = `${connections} connection${connections === 1 ? "" : "s"}`;
  const rows = medians.map((load, index) =>
    cells([
      index === 0 ? title : "",
      servers[index]!,
      formatNumber(load.cpuMs),
      formatNumber(load.perSecond),
      formatNumber(load.p50Ms),
      formatNumber(load.p99Ms),
      formatFailed(load),
    ]),
  );
  const [first, second] = medians;
  if (!first || !second) return rows;
  const ratio = cells([
    "",
    "better by",
    formatRatio(second.cpuMs, first.cpuMs),
    formatRatio(first.perSecond, second.perSecond),
    formatRatio(second.p50Ms, first.p50Ms),
    formatRatio(second.p99Ms, first.p99Ms),
    "",
  ]);
  return [...rows, ratio];
}

/** The medians of rates and times, and the sums of what is counted. */
function formatFailed({ failed, succeeded }: { failed: number; succeeded: number }): string {
  if (failed === 0) return succeeded === 0 ? "–" : "0";
  return `${formatNumber((100 * failed) / (failed + succeeded))} %`;
}

function medianLoad(loads: readonly LoadFigures[]) {
  // A round in which nothing succeeded has neither times nor a cost per request.
  const middle = (key: "cpuMs" | "perSecond" | "p50Ms" | "p99Ms") =>
    median(loads.map((load) => load[key]).filter(Number.isFinite));
  const sum = (key: "succeeded" | "failed") => loads.reduce((total, load) => total + load[key], 0);
  return {
    cpuMs: middle("cpuMs"),
    perSecond: middle("perSecond"),
    p50Ms: middle("p50Ms"),
    p99Ms: middle("p99Ms"),
    succeeded: sum("succeeded"),
    failed: sum("failed"),
  };
}

const underlined = (text: string) => `${text}\n${"─".repeat(LABEL_WIDTH + 3 * FIGURE_WIDTH)}`;

const row = (label: string, values: readonly string[]) =>
  label.padEnd(LABEL_WIDTH) + values.map((value) => value.padStart(FIGURE_WIDTH)).join("");

const cells = (values: readonly string[]) =>
  values
    .map((value, index) =>
      index < 2 ? value.padEnd(LOAD_WIDTHS[index]!) : value.padStart(LOAD_WIDTHS[index]!),
    )
    .join("");
