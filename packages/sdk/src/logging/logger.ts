import { currentScope } from "../engine/scope.ts";
import type { LogLevel } from "./log-level.ts";
import { writeLine } from "./write-line.ts";

/** Writes lines as `console.log` formats them, to the terminal and to the log of the current run. */
export type Logger = { readonly [L in LogLevel]: (...values: unknown[]) => void };

const line =
  (level: LogLevel) =>
  (...values: unknown[]) =>
    writeLine(currentScope(), level, values);

const LOGGER: Logger = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };

/** The logger of the flow or task that is running; outside of runs its lines go to the terminal only. */
export const logger = (): Logger => LOGGER;
