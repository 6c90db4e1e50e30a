import type { TagLimit } from "@reeve/protocol";
import { printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

const PAGE = 200;

/** Lists the limits of tags. */
export async function listTagLimits(options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    const limits: TagLimit[] = [];
    for (;;) {
      const page = await client.listTagLimits({ body: { offset: limits.length, limit: PAGE } });
      limits.push(...page);
      if (page.length < PAGE) break;
    }
    if (options.json) return printJson(limits);
    printTable(
      limits,
      [
        { title: "Tag", value: ({ tag }) => tag, narrowest: 10 },
        { title: "In use", value: ({ active_slots }) => String(active_slots.length), align: "right" },
        { title: "Limit", value: ({ concurrency_limit }) => String(concurrency_limit), align: "right" },
        { title: "ID", value: ({ id }) => id, dispensable: 1 },
      ],
      'No tag has a limit yet; "reeve concurrency-limit create TAG 5" gives it one.',
    );
  });
}
