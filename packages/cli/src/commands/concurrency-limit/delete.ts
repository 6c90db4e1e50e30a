import { isConfirmed } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a tag's limit, after asking where somebody can answer. */
export async function deleteTagLimit(tag: string, options: GlobalOptions & { yes?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    if (!(await isConfirmed(`Delete the limit of the tag "${tag}"?`, options)))
      return warn("Nothing was deleted.");
    await client.deleteTagLimitByTag({ params: { tag } });
    print(`The tag "${tag}" has no limit.`);
  });
}
