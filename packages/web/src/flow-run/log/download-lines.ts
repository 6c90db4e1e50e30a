import { stripAnsi } from "./ansi.ts";
import { levelLabel } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";

/** Saves the lines as a text file: time, level, logger and message, without colours. */
export function downloadLines(lines: readonly LogLine[], fileName: string): void {
  const text = lines.map(lineText).join("\n");
  const url = URL.createObjectURL(new Blob([text, "\n"], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

const lineText = (line: LogLine): string =>
  `${line.timestamp} ${levelLabel(line.level).padEnd(5)} ${line.name} ${stripAnsi(line.message)}`;
