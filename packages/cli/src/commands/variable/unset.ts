import { isConfirmed } from "../../confirm.ts";
import { findVariable } from "../../find-variable.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a variable, after asking where somebody can answer. */
export async function unsetVariable(name: string, options: GlobalOptions & { yes?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    const { id } = await findVariable(client, name);
    if (!(await isConfirmed(`Delete the variable "${name}"?`, options))) return warn("Nothing was deleted.");
    await client.deleteVariable({ params: { id } });
    print(`The variable "${name}" is deleted.`);
  });
}
