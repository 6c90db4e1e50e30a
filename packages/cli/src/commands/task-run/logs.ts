import { findTaskRun } from "../../find-task-run.ts";
import { LogPrinter } from "../../log-printer.ts";
import { warn } from "../../output.ts";
import { type LogOptions, printLogs } from "../../print-logs.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Prints the log lines of a task run. */
export async function printTaskRunLogs(
  reference: string,
  options: GlobalOptions & LogOptions,
): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findTaskRun(client, reference);
    const printer = new LogPrinter(client, `Task run '${name}'`);
    const printed = await printLogs(client, { task_run_id: { any_: [id] } }, options, printer);
    if (printed.length === 0 && !options.json) warn(`Task run "${name}" has no log lines.`);
  });
}
