import { formatWithOptions } from "node:util";
import { currentScope } from "../engine/scope.ts";
import type { LogLevel } from "./log-level.ts";
import { shipLine } from "./write-line.ts";

const LEVELS = {
  log: "info",
  info: "info",
  debug: "debug",
  warn: "warn",
  error: "error",
} as const satisfies Record<string, LogLevel>;

let capturing = false;

/** From now on, what runs with `logPrints` write through `console` is in their logs too. */
export function capturePrints(): void {
  if (capturing) return;
  capturing = true;
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, LogLevel][]) {
    const print = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      print(...values);
      const scope = currentScope();
      if (scope?.logPrints) shipLine(scope, level, formatWithOptions({ colors: false }, ...values));
    };
  }
}
