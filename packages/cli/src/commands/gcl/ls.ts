import type { Client } from "@reeve/client";
import type { ConcurrencyLimit } from "@reeve/protocol";
import { printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

const PAGE = 200;

/** Lists the limits by their names. */
export async function listLimits(options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    const limits = await readLimits(client);
    if (options.json) return printJson(limits);
    printTable(
      limits,
      [
        { title: "Name", value: ({ name }) => name, narrowest: 12 },
        {
          title: "Status",
          value: ({ active }) => (active ? "on" : "off"),
          style: ({ active }) => (active ? "green" : "dim"),
        },
        { title: "In use", value: ({ active_slots }) => String(active_slots), align: "right" },
        { title: "Limit", value: ({ limit }) => String(limit), align: "right" },
        {
          title: "Freed a second",
          value: ({ slot_decay_per_second: rate }) => (rate ? String(rate) : ""),
          align: "right",
        },
        { title: "ID", value: ({ id }) => id, dispensable: 1 },
      ],
      'No limit yet; "reeve gcl create NAME --limit 5" makes one.',
    );
  });
}

async function readLimits(client: Client): Promise<ConcurrencyLimit[]> {
  const limits: ConcurrencyLimit[] = [];
  for (;;) {
    const page = await client.listConcurrencyLimits({ body: { offset: limits.length, limit: PAGE } });
    limits.push(...page);
    if (page.length < PAGE) return limits;
  }
}
