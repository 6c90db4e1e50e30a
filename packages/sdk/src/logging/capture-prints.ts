import { formatWithOptions } from "node:util";
import { currentScope } from "../engine/scope.ts";
import type { LogLevel } from "./log-level.ts";
import { shipLine, writeLine } from "./write-line.ts";

const LEVELS = {
  log: "info",
  info: "info",
  debug: "debug",
  warn: "warn",
  error: "error",
} as const satisfies Record<string, LogLevel>;

let capturing = false;

// A worker puts all that a flow run prints into its log, but for lines of the log itself: so a print that is in the
// log already has to look like one.
const isUnderWorker = process.env.REEVE__FLOW_RUN_ID !== undefined;

/** From now on, what runs with `logPrints` write through `console` is in their logs too. */
export function capturePrints(): void {
  if (capturing) return;
  capturing = true;
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, LogLevel][]) {
    const print = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      const scope = currentScope();
      if (scope?.logPrints && isUnderWorker) return writeLine(scope, level, values);
      print(...values);
      if (scope?.logPrints) shipLine(scope, level, formatWithOptions({ colors: false }, ...values));
    };
  }
}
