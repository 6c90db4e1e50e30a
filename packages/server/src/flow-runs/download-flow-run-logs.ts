import type { Context } from "../context.ts";
import { CSV_HEAD, toCsvLine } from "../logs/csv.ts";
import { readLogs } from "../logs/list-logs.ts";
import { getFlowRun } from "./read-flow-runs.ts";

/** A flow run's log as comma-separated values, which are read as they are sent, and the run's name. */
export async function downloadFlowRunLogs(
  context: Context,
  id: string,
): Promise<{ name: string; lines: AsyncIterable<string> }> {
  const { name } = await getFlowRun(context, id);
  return { name, lines: csvLines(context, id) };
}

async function* csvLines(context: Context, id: string): AsyncGenerator<string> {
  yield CSV_HEAD;
  for await (const log of readLogs(context, id)) yield toCsvLine(log);
}
