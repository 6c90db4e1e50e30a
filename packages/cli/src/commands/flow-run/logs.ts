import { findFlowRun } from "../../find-flow-run.ts";
import { LogPrinter } from "../../log-printer.ts";
import { warn } from "../../output.ts";
import { type LogOptions, printLogs } from "../../print-logs.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type FlowRunLogsOptions = GlobalOptions & LogOptions & { follow?: boolean };

/** Prints the log lines of a flow run and of its task runs, and with `follow` those to come until it ends. */
export async function printFlowRunLogs(reference: string, options: FlowRunLogsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const flowRun = await findFlowRun(client, reference);
    const printer = new LogPrinter(client, `Flow run '${flowRun.name}'`);
    const printed = await printLogs(client, { flow_run_id: { any_: [flowRun.id] } }, options, printer);
    if (options.json) return;
    if (options.follow) {
      const { followLogs } = await import("../../follow-logs.ts");
      await followLogs({ client, flowRun, printer, level: options.level, printed });
    } else if (printed.length === 0) warn(`Flow run "${flowRun.name}" has no log lines.`);
  });
}
