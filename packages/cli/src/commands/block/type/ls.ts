import type { BlockType } from "@reeve/protocol";
import { printJson, printTable } from "../../../output.ts";
import { readPages } from "../../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../../session.ts";
import type { Column } from "../../../table.ts";

/** Lists types of blocks by name. */
export async function listBlockTypes(
  options: GlobalOptions & { limit: number; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const types = await readPages(options.limit, (page) => client.listBlockTypes({ body: page }));
    if (options.json) return printJson(types);
    printTable(
      types,
      COLUMNS,
      'There is no type of blocks; "reeve block register -m MODULE" makes some known.',
    );
  });
}

const COLUMNS: Column<BlockType>[] = [
  { title: "Slug", value: ({ slug }) => slug },
  { title: "Name", value: ({ name }) => name },
  { title: "About", value: ({ description }) => description ?? "", narrowest: 20, dispensable: 2 },
  { title: "ID", value: ({ id }) => id, dispensable: 1 },
];
