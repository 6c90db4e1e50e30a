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
// Clients gather lines for two seconds: one may arrive after another that was written later, or after the end.
const LATENESS_SECONDS = 2.5;

type Following = {
  client: Client;
  flowRun: FlowRun;
  printer: LogPrinter;
  level: number | undefined;
  printed: readonly Log[];
};

/** Prints each new log line of a flow run until the run has ended and its last lines have arrived. */
export async function followLogs({ client, flowRun, printer, level, printed }: Following): Promise<void> {
  const seen = new Set(printed.map((log) => log.id));
  let newest = printed.at(-1)?.timestamp;
  let quietSince = isOver(flowRun) ? Number.NEGATIVE_INFINITY : undefined;
  for (let current = flowRun; ; current = await client.getFlowRun({ params: { id: flowRun.id } })) {
    const after = newest && addSeconds(newest, -LATENESS_SECONDS);
    const fresh = (await readSince(client, flowRun.id, after, level)).filter(({ id }) => !seen.has(id));
    await printer.print(fresh);
    for (const { id } of fresh) seen.add(id);
    newest = [newest ?? "", ...fresh.map(({ timestamp }) => timestamp)].toSorted().at(-1) || undefined;
    if (isOver(current)) {
      const now = performance.now();
      quietSince ??= now;
      if (now - quietSince >= LATENESS_SECONDS * 1000) {
        return warn(paint(terminal, "dim", `Flow run "${current.name}" ended as ${current.state_name}.`));
      }
    } else quietSince = undefined;
    await wait(POLL_MS);
  }
}

const isOver = ({ state_type: type }: FlowRun): boolean => type !== null && isTerminal(type);

async function readSince(
  client: Client,
  flowRunId: string,
  after: string | undefined,
  level: number | undefined,
): Promise<Log[]> {
  const filter = {
    flow_run_id: { any_: [flowRunId] },
    ...(after && { timestamp: { after_: after } }),
    ...(level !== undefined && { level: { ge_: level } }),
  };
  const logs: Log[] = [];
  for (;;) {
    const body = { logs: filter, sort: "TIMESTAMP_ASC", offset: logs.length, limit: PAGE } as const;
    const page = await client.listLogs({ body });
    logs.push(...page);
    if (page.length < PAGE) return logs;
  }
}
