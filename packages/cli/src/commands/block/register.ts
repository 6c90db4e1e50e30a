import { counterpartOf, loadBlocks } from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";
import { print, printJson, printTable, remark } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

export type BlockRegisterOptions = GlobalOptions & { module?: string; file?: string; json?: boolean };

/** Registers the types of blocks that a module exports. */
export async function registerBlocks({
  module,
  file,
  json,
  ...options
}: BlockRegisterOptions): Promise<void> {
  if (module === undefined && file === undefined) {
    throw new ReeveError("invalid_request", "Say what to register: a module with -m, or a file with -f.");
  }
  const blocks = await loadBlocks(module === undefined ? { file: file! } : { module });
  await withClient(options, async (client, settings) => {
    // One after the other: a type may have others nested in it, which two at once would both make.
    for (const block of blocks) await block.register(client);
    const registered = blocks.map(({ name, slug }) => ({ name, slug }));
    if (json) return printJson(registered);
    const counterpart = module && counterpartOf(module);
    if (counterpart) remark(`${module} is a package of Python's; these are the blocks of ${counterpart}.`);
    print(`Successfully registered ${blocks.length} ${blocks.length === 1 ? "block" : "blocks"}\n`);
    printTable(registered, [{ title: "Registered Blocks", value: ({ name }) => name }], "");
    print("\nTo configure the newly registered blocks, go to the Blocks page in the UI:");
    print(`${uiUrlOf(settings)}/blocks/catalog`);
  });
}
