import { parseArgs } from "node:util";
import type { Scenario, Size } from "./scenarios/scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { ServerName } from "./servers/bench-server.ts";

export type BenchOptions = {
  size: Size;
  rounds: number;
  scenarios: readonly Scenario[];
  servers: readonly ServerName[];
  json: string | undefined;
};

const FULL: Size = {
  seconds: 3,
  connections: [1, 16, 64],
  tasks: 1_000,
  drainSeconds: 150,
  pickUps: 12,
  longestHistory: 1_000_000,
  history: 100_000,
  s3Files: 2_000,
  trips: 5_000_000,
  uiTasks: [60, 2_000, 10_000],
};
const QUICK: Size = {
  seconds: 1,
  connections: [1, 16, 64],
  tasks: 200,
  drainSeconds: 60,
  pickUps: 6,
  longestHistory: 100_000,
  history: 10_000,
  s3Files: 200,
  trips: 200_000,
  uiTasks: [60, 2_000],
};
const SERVERS: readonly ServerName[] = ["Reeve", "Prefect"];

/** What the benchmark can be asked for. */
export const USAGE = `Measures Reeve and the real Prefect server side by side.

  npm run bench -- [parts] [options]

The parts, all of them where none is named:
  ${SCENARIOS.map(({ name }) => name).join(" ")}

  --quick          one short round, in about fifteen minutes
  --rounds N       how often each server is measured, in turn (3)
  --only <names>   the same as naming the parts, with commas between them
  --runs N         the longest history that growth looks at (1000000, or 100000 with --quick)
  --server <name>  one server alone: reeve or prefect
  --json <file>    writes every figure of every round to a file as well
  --help           shows this
`;

/** Reads the command line; undefined when it asks for help. Throws when it is wrong, and says how. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      only: { type: "string" },
      runs: { type: "string" },
      server: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const size = values.quick ? QUICK : FULL;
  const names = [...positionals, ...(values.only ? [values.only] : [])].flatMap((text) => text.split(","));
  return {
    size: values.runs ? { ...size, longestHistory: readCount("--runs", values.runs) } : size,
    rounds: readCount("--rounds", values.rounds ?? (values.quick ? "1" : "3")),
    scenarios: names.length > 0 ? [...new Set(names)].map(findScenario) : SCENARIOS,
    servers: values.server ? [findServer(values.server)] : SERVERS,
    json: values.json,
  };
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`${option} takes a whole number from 1 up, not "${text}".`);
  return count;
}

function findScenario(wanted: string): Scenario {
  const found = SCENARIOS.find(({ name }) => name === wanted);
  if (found) return found;
  const names = SCENARIOS.map(({ name }) => name).join(", ");
  throw new Error(`There is nothing named "${wanted}" to measure; choose of ${names}.`);
}

function findServer(wanted: string): ServerName {
  const found = SERVERS.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  throw new Error(`There is no server named "${wanted}" to measure; choose reeve or prefect.`);
}
