import type { BlockDocument } from "@reeve/protocol";
import { blockReference, findBlockType } from "../../find-block.ts";
import { formatRelative } from "../../format-time.ts";
import { printJson, printTable } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import type { Column } from "../../table.ts";

export type BlockListOptions = GlobalOptions & { type?: string; limit: number; json?: boolean };

/** Lists blocks by type and name. */
export async function listBlocks({ type, limit, json, ...options }: BlockListOptions): Promise<void> {
  await withClient(options, async (client) => {
    const ofType = type && { block_types: { slug: { any_: [(await findBlockType(client, type)).slug] } } };
    const blocks = await readPages(limit, (page) =>
      client.listBlockDocuments({ body: { ...ofType, sort: "BLOCK_TYPE_AND_NAME_ASC", ...page } }),
    );
    if (json) return printJson(blocks);
    const none = type ? `There is no block of the type ${type}.` : "There is no block yet.";
    printTable(blocks, columns(Date.now()), `${none} "reeve block create TYPE" says where to make one.`);
  });
}

const columns = (now: number): Column<BlockDocument>[] => [
  { title: "Block", value: blockReference, narrowest: 16 },
  { title: "Type", value: ({ block_type }) => block_type?.name ?? "", narrowest: 10, dispensable: 1 },
  { title: "Updated", value: ({ updated }) => (updated ? formatRelative(updated, now) : "") },
  { title: "ID", value: ({ id }) => id, dispensable: 2 },
];
