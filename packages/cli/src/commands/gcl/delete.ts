import { confirm } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a limit, after asking where somebody can answer. */
export async function deleteLimit(name: string, options: GlobalOptions & { yes?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    if (!options.yes && process.stdin.isTTY && process.stdout.isTTY) {
      if (!(await confirm(`Delete the limit "${name}"?`))) return warn("Nothing was deleted.");
    }
    await client.deleteConcurrencyLimit({ params: { id_or_name: name } });
    print(`The limit "${name}" is deleted.`);
  });
}
