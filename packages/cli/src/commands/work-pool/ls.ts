import type { WorkPool } from "@reeve/protocol";
import { printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";
import type { Column } from "../../table.ts";

/** Lists all work pools. */
export async function listWorkPools(options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    const pools = await client.listWorkPools({ body: {} });
    if (options.json) return printJson(pools);
    printTable(pools, COLUMNS, 'No work pool yet; "reeve work-pool create NAME" makes one.');
  });
}

const COLUMNS: Column<WorkPool>[] = [
  { title: "Name", value: ({ name }) => name, narrowest: 10 },
  { title: "Type", value: ({ type }) => type },
  { title: "Status", value: ({ status }) => statusWord(status), style: ({ status }) => statusStyle(status) },
  { title: "Limit", value: ({ concurrency_limit }) => String(concurrency_limit ?? "none"), align: "right" },
  { title: "ID", value: ({ id }) => id, dispensable: 1 },
];
