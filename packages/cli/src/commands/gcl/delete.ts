import { isConfirmed } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a limit, after asking where somebody can answer. */
export async function deleteLimit(name: string, options: GlobalOptions & { yes?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    if (!(await isConfirmed(`Delete the limit "${name}"?`, options))) return warn("Nothing was deleted.");
    await client.deleteConcurrencyLimit({ params: { id_or_name: name } });
    print(`The limit "${name}" is deleted.`);
  });
}
