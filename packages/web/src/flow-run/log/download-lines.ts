import { downloadText } from "../../components/download-text.ts";
import { stripAnsi } from "./ansi.ts";
import { levelLabel } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";

/** Saves the lines as a text file: time, level, logger and message, without colours. */
export function downloadLines(lines: readonly LogLine[], fileName: string): void {
  downloadText(fileName, lines.map(lineText).join("\n"), "text/plain");
}

/** Saves the lines as JSON, with the ids of the task runs that wrote them. */
export function downloadJson(lines: readonly LogLine[], fileName: string): void {
  const rows = lines.map(({ timestamp, level, name, message, taskRunId }) => ({
    timestamp,
    level: levelLabel(level),
    logger: name,
    message: stripAnsi(message),
    task_run_id: taskRunId,
  }));
  downloadText(fileName, JSON.stringify(rows, null, 2), "application/json");
}

const lineText = (line: LogLine): string =>
  `${line.timestamp} ${levelLabel(line.level).padEnd(5)} ${line.name} ${stripAnsi(line.message)}`;
