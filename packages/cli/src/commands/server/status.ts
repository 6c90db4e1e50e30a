import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@reeve/client";
import { isServerAway, ReeveError } from "@reeve/protocol/errors";
import { printFields, printJson } from "../../output.ts";
import { apiUrlOf, type GlobalOptions, withClient } from "../../session.ts";

export type ServerStatusOptions = GlobalOptions & {
  wait?: boolean;
  timeout: number;
  json?: boolean;
};

const POLL_MS = 250;
const PROBE_TIMEOUT_MS = 5000;

/** Says whether the server answers and is ready; fails when it is not. */
export async function showServerStatus(options: ServerStatusOptions): Promise<void> {
  await withClient(options, async (client, settings) => {
    const deadline = options.timeout > 0 ? Date.now() + options.timeout * 1000 : Number.POSITIVE_INFINITY;
    const { responseMs, version, ready } = await probeUntil(client, options.wait ? deadline : 0);
    const apiUrl = apiUrlOf(settings);
    if (options.json) {
      return printJson({ url: apiUrl, healthy: true, ready, version, response_ms: responseMs });
    }
    printFields([
      ["Server", apiUrl],
      ["Status", ready ? "healthy" : "answers, but its database does not", ready ? "green" : "yellow"],
      ["Version", version],
      ["Response", `${responseMs}ms`],
    ]);
    if (!ready) process.exitCode = 1;
  });
}

type Probe = { responseMs: number; version: string; ready: boolean };

async function probeUntil(client: Client, deadline: number): Promise<Probe> {
  for (;;) {
    try {
      return await probe(client);
    } catch (error) {
      if (!isServerAway(error) || Date.now() >= deadline) throw error;
      await wait(POLL_MS);
    }
  }
}

async function probe(client: Client): Promise<Probe> {
  const options = { timeoutMs: PROBE_TIMEOUT_MS };
  const start = performance.now();
  await client.getHealth({}, options);
  const responseMs = Math.round(performance.now() - start);
  const [version, ready] = await Promise.all([
    client.getProductVersion({}, options),
    isReady(client, options),
  ]);
  return { responseMs, version, ready };
}

async function isReady(client: Client, options: { timeoutMs: number }): Promise<boolean> {
  try {
    await client.getReadiness({}, options);
    return true;
  } catch (error) {
    if (error instanceof ReeveError && error.code === "database_busy") return false;
    throw error;
  }
}
