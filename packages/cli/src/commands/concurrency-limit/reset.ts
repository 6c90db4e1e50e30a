import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Takes the slots of a tag's limit away from whoever holds them. */
export async function resetTagLimit(tag: string, options: GlobalOptions): Promise<void> {
  await withClient(options, async (client) => {
    await client.resetTagLimit({ params: { tag }, body: {} });
    print(`All slots of the tag "${tag}" are free.`);
  });
}
