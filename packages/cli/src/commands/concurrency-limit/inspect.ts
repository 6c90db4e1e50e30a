import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Shows a tag's limit, and the task runs that hold its slots. */
export async function inspectTagLimit(
  tag: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const limit = await client.getTagLimitByTag({ params: { tag } });
    if (options.json) return printJson(limit);
    printFields([
      ["Tag", limit.tag],
      ["ID", limit.id],
      ["Slots", `${limit.active_slots.length} of ${limit.concurrency_limit} in use`],
      ["Task runs", limit.active_slots.length > 0 ? limit.active_slots.join("\n") : "none"],
    ]);
  });
}
