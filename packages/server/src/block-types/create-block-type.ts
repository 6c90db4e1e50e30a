import { type BlockType, type BlockTypeCreate, newId, ReeveError, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { blockTypeEvent } from "./block-type-event.ts";
import { type BlockTypeRow, insertBlockTypes, toBlockType } from "./queries.ts";

/** Creates a block type; refuses a slug that is taken, and names that are reserved. */
export async function createBlockType(context: Context, given: BlockTypeCreate): Promise<BlockType> {
  const { name, slug, description, code_example } = given;
  if (/^prefect/i.test(name)) {
    throw new ReeveError("forbidden", `Names that begin with "prefect" are reserved: ${name}.`);
  }
  const escaped = { ...given, description: escapeHtml(description), code_example: escapeHtml(code_example) };
  const row = await context.db.write(async (transaction) => {
    const now = context.now();
    const row = newRow({ ...escaped, is_protected: false }, now);
    if ((await insertBlockTypes(transaction, [row])) === 0) {
      throw new ReeveError("already_exists", `There is a block type with the slug ${slug} already.`);
    }
    await appendEvents(transaction, [blockTypeEvent("created", row, now)]);
    return row;
  });
  context.wakeReaders();
  return toBlockType(row);
}

/** Those of the types that are not there yet are created, without events: they belong to the server, not to a user. */
export async function ensureBlockTypes(
  transaction: Connection,
  given: readonly (BlockTypeCreate & { is_protected: boolean })[],
  now: Timestamp,
): Promise<void> {
  await insertBlockTypes(
    transaction,
    given.map((type) => newRow(type, now)),
  );
}

function newRow(given: BlockTypeCreate & { is_protected: boolean }, now: Timestamp): BlockTypeRow {
  return {
    id: newId(),
    created: now,
    updated: now,
    name: given.name,
    slug: given.slug,
    logo_url: given.logo_url ?? null,
    documentation_url: given.documentation_url ?? null,
    description: given.description ?? null,
    code_example: given.code_example ?? null,
    is_protected: given.is_protected ? 1 : 0,
  };
}

/** Pages of other products on this wire show these texts as HTML. */
const escapeHtml = (text: string | null | undefined): string | null | undefined =>
  text?.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
