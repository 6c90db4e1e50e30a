import { blockReference, findBlock } from "../../find-block.ts";
import { formatLocalTime } from "../../format-time.ts";
import { print, printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

/** Shows a block, its secrets masked. */
export async function inspectBlock(
  reference: string | undefined,
  options: GlobalOptions & { id?: string; json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const block = await findBlock(client, options.id ?? reference);
    if (options.json) return printJson(block);
    printFields([
      ["Block", blockReference(block)],
      ["Type", block.block_type?.name ?? ""],
      ["ID", block.id],
      ["Updated", block.updated ? formatLocalTime(block.updated) : ""],
      ["URL", `${uiUrlOf(settings)}/blocks/block/${block.id}`],
    ]);
    const fields = Object.entries(block.data).map(([name, value]) => [name, shown(value)] as const);
    if (fields.length === 0) return print("\nIt has no fields.");
    print("");
    printFields(fields);
  });
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);
