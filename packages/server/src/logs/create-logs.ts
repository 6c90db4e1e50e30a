import { type LogCreate, newId, parseTimestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { insertLogs, type LogRow } from "./queries.ts";

/** Stores a batch of log lines as one; the runs they name need not exist. */
export async function createLogs(context: Context, lines: readonly LogCreate[]): Promise<void> {
  if (lines.length === 0) return;
  const created = context.now();
  const rows = lines.map(
    (line): LogRow => ({
      id: newId(),
      created,
      name: line.name,
      level: line.level,
      message: line.message,
      timestamp: parseTimestamp(line.timestamp) ?? created,
      flow_run_id: line.flow_run_id ?? null,
      task_run_id: line.task_run_id ?? null,
    }),
  );
  await context.db.write((transaction) => insertLogs(transaction, rows));
  context.wakeReaders();
}
