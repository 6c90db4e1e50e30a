import { isConfirmed } from "../../confirm.ts";
import { blockReference, findBlock } from "../../find-block.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a block, after asking where somebody can answer. */
export async function deleteBlock(
  reference: string | undefined,
  options: GlobalOptions & { id?: string; yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const block = await findBlock(client, options.id ?? reference);
    const called = blockReference(block);
    if (!(await isConfirmed(`Delete the block "${called}"?`, options))) return warn("Nothing was deleted.");
    await client.deleteBlockDocument({ params: { id: block.id } });
    print(`The block "${called}" is deleted.`);
  });
}
