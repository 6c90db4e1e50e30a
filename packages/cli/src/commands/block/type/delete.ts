import { isConfirmed } from "../../../confirm.ts";
import { findBlockType } from "../../../find-block.ts";
import { print, warn } from "../../../output.ts";
import { type GlobalOptions, withClient } from "../../../session.ts";

/** Deletes a type of blocks and all blocks of it, after asking where somebody can answer. */
export async function deleteBlockType(
  slug: string,
  options: GlobalOptions & { yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findBlockType(client, slug);
    const question = `Delete the type of blocks "${name}" with all blocks of it?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    await client.deleteBlockType({ params: { id } });
    print(`The type of blocks "${name}" is deleted.`);
  });
}
