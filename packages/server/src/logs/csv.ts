import type { Log } from "@reeve/protocol";

const COLUMNS = ["timestamp", "level", "flow_run_id", "task_run_id", "message"] as const;

/** The line that names the columns. */
export const CSV_HEAD = `${COLUMNS.join(",")}\r\n`;

/** A log line as a line of comma-separated values (RFC 4180). */
export function toCsvLine(log: Log): string {
  const values = { ...log, timestamp: pythonTime(log.timestamp) };
  return `${COLUMNS.map((column) => quoted(String(values[column] ?? ""))).join(",")}\r\n`;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A time as Python writes one: without a fraction that is zero. */
const pythonTime = (timestamp: string): string =>
  timestamp.replace("T", " ").replace(/(?:\.000000)?Z$/, "+00:00");
