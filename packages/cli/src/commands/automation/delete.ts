import { isConfirmed } from "../../confirm.ts";
import { findAutomation } from "../../find-automation.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes an automation, after asking where somebody can answer. */
export async function deleteAutomation(
  reference: string,
  options: GlobalOptions & { yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findAutomation(client, reference);
    if (!(await isConfirmed(`Delete the automation "${name}"?`, options)))
      return warn("Nothing was deleted.");
    await client.deleteAutomation({ params: { id } });
    print(`The automation "${name}" is deleted.`);
  });
}
