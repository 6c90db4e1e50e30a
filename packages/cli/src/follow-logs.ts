import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@reeve/client";
import type { FlowRun, Log } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { addSeconds } from "@reeve/protocol/timestamp";
import type { LogPrinter } from "./log-printer.ts";
import { terminal, warn } from "./output.ts";
import { paint } from "./terminal.ts";

const POLL_MS = 500;
const PAGE = 200;
// Clients gather lines for two seconds, so a line can arrive after one that was written later.
const LATENESS_SECONDS = 3;

type Following = {
  client: Client;
  flowRun: FlowRun;
  printer: LogPrinter;
  level: number | undefined;
  printed: readonly Log[];
};

/** Prints each new log line of a flow run until the run has ended and its last lines have arrived. */
export async function followLogs({ client, flowRun, printer, level, printed }: Following): Promise<void> {
  const { id } = flowRun;
  const seen = new Set(printed.map((log) => log.id));
  let newest = printed.at(-1)?.timestamp ?? "";
  for (;;) {
    const { state_type: type, state_name: name } = await client.getFlowRun({ params: { id } });
    const after = newest ? addSeconds(newest, -LATENESS_SECONDS) : undefined;
    const fresh = (await readSince(client, id, after, level)).filter((log) => !seen.has(log.id));
    for (const log of fresh) {
      seen.add(log.id);
      if (log.timestamp > newest) newest = log.timestamp;
    }
    await printer.print(fresh);
    if (type !== null && isTerminal(type) && fresh.length === 0) {
      return warn(paint(terminal, "dim", `Flow run "${flowRun.name}" ended as ${name}.`));
    }
    await wait(POLL_MS);
  }
}

async function readSince(
  client: Client,
  flowRunId: string,
  after: string | undefined,
  level: number | undefined,
): Promise<Log[]> {
  const logs: Log[] = [];
  for (;;) {
    const page = await client.listLogs({
      body: {
        logs: {
          flow_run_id: { any_: [flowRunId] },
          ...(after && { timestamp: { after_: after } }),
          ...(level !== undefined && { level: { ge_: level } }),
        },
        sort: "TIMESTAMP_ASC",
        offset: logs.length,
        limit: PAGE,
      },
    });
    logs.push(...page);
    if (page.length < PAGE) return logs;
  }
}
