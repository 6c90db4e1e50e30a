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
};

const PAGE = 200;
const DEFAULT_COUNT = 20;

/** Prints the log lines of a flow run and of its task runs, and with `follow` those to come until it ends. */
export async function printFlowRunLogs(reference: string, options: FlowRunLogsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const flowRun = await findFlowRun(client, reference);
    const isNewestFirst = Boolean(options.tail) || (Boolean(options.reverse) && !options.head);
    const pages = readPages(client, flowRun, options, isNewestFirst);
    const printer = new LogPrinter(client, flowRun);
    const printed: Log[] = [];
    if (!options.json && isNewestFirst === Boolean(options.reverse)) {
      for await (const page of pages) {
        await printer.print(page);
        printed.push(...page);
      }
    } else {
      for await (const page of pages) printed.push(...page);
      if (isNewestFirst !== Boolean(options.reverse)) printed.reverse();
      if (options.json) return printJson(printed);
      await printer.print(printed);
    }
    if (options.follow) {
      const { followLogs } = await import("../../follow-logs.ts");
      await followLogs({ client, flowRun, printer, level: options.level, printed });
    } else if (printed.length === 0) warn(`Flow run "${flowRun.name}" has no log lines.`);
  });
}

async function* readPages(
  client: Client,
  { id }: FlowRun,
  options: FlowRunLogsOptions,
  isNewestFirst: boolean,
): AsyncGenerator<Log[]> {
  const count = options.numLogs ?? options.numLines;
  const isPart = options.head || options.tail || count !== undefined;
  const most = isPart ? (count ?? DEFAULT_COUNT) : Number.POSITIVE_INFINITY;
  const sort = isNewestFirst ? "TIMESTAMP_DESC" : "TIMESTAMP_ASC";
  const logs = {
    flow_run_id: { any_: [id] },
    ...(options.level !== undefined && { level: { ge_: options.level } }),
  };
  for (let offset = 0; offset < most; offset += PAGE) {
    const limit = Math.min(PAGE, most - offset);
    const page = await client.listLogs({ body: { logs, sort, offset, limit } });
    yield page;
    if (page.length < limit) return;
  }
}
