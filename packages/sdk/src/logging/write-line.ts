import { formatWithOptions } from "node:util";
import { currentTimestamp } from "@reeve/protocol/timestamp";
import type { Settings } from "@reeve/settings";
import type { Scope } from "../engine/scope.ts";
import { LOG_LEVELS, type LogLevel } from "./log-level.ts";

const LABELS = { debug: "DEBUG  ", info: "INFO   ", warn: "WARNING", error: "ERROR  " } as const;

/** A run's line on the terminal and in its log on the server; levels below the one configured are dropped. */
export function writeLine(scope: Scope | undefined, level: LogLevel, values: readonly unknown[]): void {
  if (LOG_LEVELS[level] < lowestLevel(scope?.settings)) return;
  const message = formatWithOptions({ colors: false }, ...values);
  printLine(scope, level, message);
  shipLine(scope, level, message);
}

/** The line on the terminal alone. */
export function printLine(scope: Scope | undefined, level: LogLevel, message: string): void {
  if (LOG_LEVELS[level] < lowestLevel(scope?.settings)) return;
  process.stderr.write(`${clockTime()} | ${LABELS[level]} | ${subject(scope)}${message}\n`);
}

/** The line in the run's log on the server alone. */
export function shipLine(scope: Scope | undefined, level: LogLevel, message: string): void {
  if (!scope?.link || !scope.settings.loggingToApiEnabled) return;
  scope.link.logs.add({
    name: scope.taskRun ? "reeve.task_runs" : "reeve.flow_runs",
    level: LOG_LEVELS[level],
    message,
    timestamp: currentTimestamp(),
    flow_run_id: scope.flow?.id ?? null,
    task_run_id: scope.taskRun?.id ?? null,
  });
}

function lowestLevel(settings: Settings | undefined): number {
  const level = settings?.loggingLevel ?? "INFO";
  return { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 }[level];
}

function subject(scope: Scope | undefined): string {
  if (scope?.taskRun) return `Task run '${scope.taskRun.name}' - `;
  return scope?.flow ? `Flow run '${scope.flow.name}' - ` : "";
}

function clockTime(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  const milliseconds = String(now.getMilliseconds()).padStart(3, "0");
  return `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}.${milliseconds}`;
}
