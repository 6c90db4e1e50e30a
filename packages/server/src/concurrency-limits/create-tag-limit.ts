import type { TagLimit, TagLimitCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { insertNewLimit, nameTakenError } from "./create-concurrency-limit.ts";
import { lockLimit } from "./queries.ts";
import { tagLimitName, toTagLimits } from "./tag-limit.ts";
import { updateLockedLimit } from "./update-concurrency-limit.ts";

/** Limits how many task runs with a tag run at once, or changes that limit. */
export async function createTagLimit(
  context: Context,
  { tag, concurrency_limit: limit }: TagLimitCreate,
): Promise<{ tagLimit: TagLimit; isNew: boolean }> {
  const name = tagLimitName(tag);
  const created = await context.db.write(async (transaction) => {
    const before = await lockLimit(transaction, { name });
    const row = before
      ? await updateLockedLimit(context, transaction, before, { limit })
      : await insertNewLimit(context, transaction, { name, limit });
    if (!row) throw nameTakenError(name);
    const [tagLimit] = await toTagLimits(transaction, [row], context.now());
    return { tagLimit: tagLimit!, isNew: !before };
  });
  context.wakeReaders();
  return created;
}
