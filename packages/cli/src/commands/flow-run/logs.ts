import type { Client } from "@reeve/client";
import type { FlowRun, Log } from "@reeve/protocol";
import { findFlowRun } from "../../find-flow-run.ts";
import { LogPrinter } from "../../log-printer.ts";
import { printJson, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type FlowRunLogsOptions = GlobalOptions & {
  head?: boolean;
  tail?: boolean;
  numLogs?: number;
  numLines?: number;
  reverse?: boolean;
  follow?: boolean;
  level?: number;
  json?: boolean;
  output?: "json";
};

const PAGE = 200;
const DEFAULT_COUNT = 20;

/** Prints the log lines of a flow run and of its task runs, and with `follow` those to come until it ends. */
export async function printFlowRunLogs(reference: string, options: FlowRunLogsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const flowRun = await findFlowRun(client, reference);
    const logs = await readLogs(client, flowRun, options);
    if (options.json || options.output === "json") return printJson(logs);
    const printer = new LogPrinter(client, flowRun);
    await printer.print(logs);
    if (options.follow) {
      const { followLogs } = await import("../../follow-logs.ts");
      await followLogs({ client, flowRun, printer, level: options.level, printed: logs });
    } else if (logs.length === 0) warn(`Flow run "${flowRun.name}" has no log lines.`);
  });
}

async function readLogs(client: Client, { id }: FlowRun, options: FlowRunLogsOptions): Promise<Log[]> {
  const count = options.numLogs ?? options.numLines;
  const isPart = options.head || options.tail || count !== undefined;
  const most = isPart ? (count ?? DEFAULT_COUNT) : Number.POSITIVE_INFINITY;
  const newestFirst = Boolean(options.tail) || (Boolean(options.reverse) && !options.head);
  const logs: Log[] = [];
  while (logs.length < most) {
    const limit = Math.min(PAGE, most - logs.length);
    const page = await client.listLogs({
      body: {
        logs: {
          flow_run_id: { any_: [id] },
          ...(options.level !== undefined && { level: { ge_: options.level } }),
        },
        sort: newestFirst ? "TIMESTAMP_DESC" : "TIMESTAMP_ASC",
        offset: logs.length,
        limit,
      },
    });
    logs.push(...page);
    if (page.length < limit) break;
  }
  return newestFirst === Boolean(options.reverse) ? logs : logs.reverse();
}
