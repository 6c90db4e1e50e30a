import { findBlockType } from "../../find-block.ts";
import { print, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

/** Says where in the UI to make a block of a type: its form knows the type's fields, and keeps secrets off the terminal. */
export async function createBlock(type: string, options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client, settings) => {
    const { slug, name } = await findBlockType(client, type);
    const url = `${uiUrlOf(settings)}/blocks/catalog/${slug}/create`;
    if (options.json) return printJson({ url });
    print(`Make a block of the type ${name} at ${url}`);
  });
}
