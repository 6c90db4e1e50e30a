import { countArgument } from "../../argument.ts";
import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Limits how many task runs with a tag run at once. */
export async function createTagLimit(
  tag: string,
  count: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  const concurrency_limit = countArgument(count);
  await withClient(options, async (client) => {
    const limit = await client.createTagLimit({ body: { tag, concurrency_limit } });
    if (options.json) return printJson(limit);
    print(`Task runs tagged "${tag}" run ${concurrency_limit} at once at most.`);
  });
}
