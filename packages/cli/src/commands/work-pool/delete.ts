import { isConfirmed } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a work pool, after asking where somebody can answer. */
export async function deleteWorkPool(
  name: string,
  options: GlobalOptions & { yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    await client.getWorkPool({ params: { name } });
    const question = `Delete the work pool "${name}" with its queues?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    await client.deleteWorkPool({ params: { name } });
    print(`The work pool "${name}" is deleted.`);
  });
}
