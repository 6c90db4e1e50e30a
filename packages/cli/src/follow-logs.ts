import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@reeve/client";
import type { FlowRun, Log } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { addSeconds } from "@reeve/protocol/timestamp";
import type { LogPrinter } from "./log-printer.ts";
import { terminal, warn } from "./output.ts";
import { patiently } from "./patiently.ts";
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
  /** Gets the run each time it was read. */
  onState?(flowRun: FlowRun): void;
};

/**
 * Prints each new log line of a flow run until the run has ended and its last lines have arrived, and answers the run
 * as it ended. A server that is busy or being started again is waited for.
 */
export async function followLogs(following: Following): Promise<FlowRun> {
  const { client, flowRun, printer, level, printed } = following;
  const seen = new Set(printed.map((log) => log.id));
  let newest = printed.at(-1)?.timestamp;
  let quietSince = isOver(flowRun) ? Number.NEGATIVE_INFINITY : undefined;
  const current = () => client.getFlowRun({ params: { id: flowRun.id } });
  for (let run = flowRun; ; run = await patiently(current)) {
    following.onState?.(run);
    const after = newest && addSeconds(newest, -LATENESS_SECONDS);
    const fresh = (await patiently(() => readSince(client, flowRun.id, after, level))).filter(
      ({ id }) => !seen.has(id),
    );
    await patiently(() => printer.print(fresh));
    for (const { id } of fresh) seen.add(id);
    newest = [newest ?? "", ...fresh.map(({ timestamp }) => timestamp)].toSorted().at(-1) || undefined;
    if (isOver(run)) {
      const now = performance.now();
      quietSince ??= now;
      if (now - quietSince >= LATENESS_SECONDS * 1000) {
        warn(paint(terminal, "dim", `Flow run "${run.name}" ended as ${run.state_name}.`));
        return run;
      }
    } else quietSince = undefined;
    await wait(POLL_MS);
  }
}

/** Waits until a flow run has ended, and answers it then. */
export async function untilOver(client: Client, flowRun: FlowRun): Promise<FlowRun> {
  let run = flowRun;
  while (!isOver(run)) {
    await wait(POLL_MS);
    run = await patiently(() => client.getFlowRun({ params: { id: flowRun.id } }));
  }
  return run;
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
