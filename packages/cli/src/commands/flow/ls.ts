import type { Flow } from "@reeve/protocol";
import { formatRelative } from "../../format-time.ts";
import { printJson, printTable, remark } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { shortIds } from "../../short-ids.ts";

export type FlowLsOptions = GlobalOptions & { name?: string; limit: number; json?: boolean };

/** Lists the newest flows. */
export async function listFlows(options: FlowLsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const filter = options.name === undefined ? {} : { flows: { name: { like_: options.name } } };
    const flows = await readPages(options.limit, (page) =>
      client.listFlows({ body: { ...filter, sort: "CREATED_DESC", ...page } }),
    );
    if (options.json) return printJson(flows);
    const short = shortIds(flows.map(({ id }) => id));
    const now = Date.now();
    printTable<Flow>(
      flows,
      [
        { title: "ID", value: ({ id }) => id, short: ({ id }) => short.get(id) ?? id },
        { title: "Name", value: ({ name }) => name, narrowest: 12 },
        { title: "Created", value: ({ created }) => (created ? formatRelative(created, now) : "") },
        { title: "Tags", value: ({ tags }) => tags.join(", "), narrowest: 8, dispensable: 1 },
      ],
      options.name === undefined ? "No flow yet." : "No flow matches.",
    );
    if (flows.length === options.limit) {
      const total = await client.countFlows({ body: filter });
      if (total > flows.length) remark(`\n${flows.length} of ${total} flows; see more with --limit.`);
    }
  });
}
