import { confirm } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a tag's limit, after asking where somebody can answer. */
export async function deleteTagLimit(tag: string, options: GlobalOptions & { yes?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    if (!options.yes && process.stdin.isTTY && process.stdout.isTTY) {
      if (!(await confirm(`Delete the limit of the tag "${tag}"?`))) return warn("Nothing was deleted.");
    }
    await client.deleteTagLimitByTag({ params: { tag } });
    print(`The tag "${tag}" has no limit.`);
  });
}
