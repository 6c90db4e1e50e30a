import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

/** Shows a limit. */
export async function inspectLimit(name: string, options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client, settings) => {
    const limit = await client.getConcurrencyLimit({ params: { id_or_name: name } });
    if (options.json) return printJson(limit);
    const rate = limit.slot_decay_per_second;
    printFields([
      ["Name", limit.name],
      ["ID", limit.id],
      ["Status", limit.active ? "on" : "off", limit.active ? "green" : "dim"],
      ["Slots", `${limit.active_slots} of ${limit.limit} in use`],
      ["Freed", rate ? `${rate} a second` : "when whoever took them gives them back"],
      ["URL", `${uiUrlOf(settings)}/concurrency-limits/concurrency-limit/${limit.id}`],
    ]);
  });
}
