import type { LoadFigures } from "../measure/load.ts";
import type { BenchServer } from "../servers/bench-server.ts";

/** How much of everything one run of the benchmark does. */
export type Size = {
  /** Of each load. */
  seconds: number;
  connections: readonly number[];
  /** Of one flow. */
  tasks: number;
  /** How long a server may take to make all task runs readable. */
  drainSeconds: number;
  /** How many runs a worker is given to pick up. */
  pickUps: number;
  /** The most flow runs that `growth` has behind it. */
  longestHistory: number;
  /** The flow runs behind `endpoints` and `write-under-reads`. */
  history: number;
  /** How many files of a quarter of a megabyte are copied to S3 and back. */
  s3Files: number;
  /** From which the model of the taxi pipeline learns. */
  trips: number;
  /** How many tasks each of the runs has whose pages are opened. */
  uiTasks: readonly number[];
};

/** One number of one server in one round; the smaller the better, but for rates and ratios. */
export type Figure = { label: string; value: number; unit: Unit };
export type Unit = "ms" | "s" | "MB" | "missing" | "requests" | "/s" | "%" | "×";

/** How long a request took with so many flow runs in the database. */
export type GrowthPoint = { database: string; flowRuns: number; label: string; ms: number };

/** What one scenario tells of one server in one round. */
export type Measured = { figures?: Figure[]; loads?: LoadFigures[]; growth?: GrowthPoint[] };

/** Something that is done to one server in a round. */
export type Scenario = {
  /** As the command line takes it. */
  name: string;
  title: string;
  /** What its loads count, when that is not a request. */
  counts?: string;
  measure(server: BenchServer, size: Size): Promise<Measured>;
};
