import type { Client } from "@reeve/client";
import type { Log, LogFilter } from "@reeve/protocol";
import type { LogPrinter } from "./log-printer.ts";
import { printJson } from "./output.ts";

/** Which lines, and in which order. */
export type LogOptions = {
  head?: boolean;
  tail?: boolean;
  numLogs?: number;
  numLines?: number;
  reverse?: boolean;
  level?: number;
  json?: boolean;
};

const PAGE = 200;
const DEFAULT_COUNT = 20;

/** Prints the log lines of what `whose` says, page by page where their order allows; answers those it printed. */
export async function printLogs(
  client: Client,
  whose: LogFilter,
  options: LogOptions,
  printer: LogPrinter,
): Promise<Log[]> {
  const isNewestFirst = Boolean(options.tail) || (Boolean(options.reverse) && !options.head);
  const pages = readPages(client, whose, options, isNewestFirst);
  const printed: Log[] = [];
  if (!options.json && isNewestFirst === Boolean(options.reverse)) {
    for await (const page of pages) {
      await printer.print(page);
      printed.push(...page);
    }
    return printed;
  }
  for await (const page of pages) printed.push(...page);
  if (isNewestFirst !== Boolean(options.reverse)) printed.reverse();
  if (options.json) printJson(printed);
  else await printer.print(printed);
  return printed;
}

async function* readPages(
  client: Client,
  whose: LogFilter,
  options: LogOptions,
  isNewestFirst: boolean,
): AsyncGenerator<Log[]> {
  const count = options.numLogs ?? options.numLines;
  const isPart = options.head || options.tail || count !== undefined;
  const most = isPart ? (count ?? DEFAULT_COUNT) : Number.POSITIVE_INFINITY;
  const sort = isNewestFirst ? "TIMESTAMP_DESC" : "TIMESTAMP_ASC";
  const logs = { ...whose, ...(options.level !== undefined && { level: { ge_: options.level } }) };
  for (let offset = 0; offset < most; offset += PAGE) {
    const limit = Math.min(PAGE, most - offset);
    const page = await client.listLogs({ body: { logs, sort, offset, limit } });
    yield page;
    if (page.length < limit) return;
  }
}
