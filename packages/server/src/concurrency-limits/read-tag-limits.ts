import { ReeveError, type TagLimit } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { type LimitKey, selectLimit, selectLimitsByPrefix } from "./queries.ts";
import { noLimitError } from "./read-concurrency-limits.ts";
import { TAG_PREFIX, tagLimitName, toTagLimits } from "./tag-limit.ts";

/** What a tag's limit is addressed by. */
export type TagLimitKey = { id: string } | { tag: string };

export const limitKeyOfTag = (key: TagLimitKey): LimitKey =>
  "id" in key ? key : { name: tagLimitName(key.tag) };

/** One tag's limit with the task runs that hold its slots. */
export async function getTagLimit({ db, now }: Context, key: TagLimitKey): Promise<TagLimit> {
  const row = await selectLimit(db.reader, limitKeyOfTag(key));
  if (!row?.name.startsWith(TAG_PREFIX)) throw noTagLimitError(key);
  const [tagLimit] = await toTagLimits(db.reader, [row], now());
  return tagLimit!;
}

/** The limits of tags by their tags. */
export async function listTagLimits(
  { db, now }: Context,
  page: { limit: number; offset: number },
): Promise<TagLimit[]> {
  return toTagLimits(db.scanner, await selectLimitsByPrefix(db.scanner, TAG_PREFIX, page), now());
}

/** The error for a tag that has no limit, or an id that is of no tag's limit. */
export const noTagLimitError = (key: TagLimitKey): ReeveError =>
  "id" in key
    ? noLimitError(key)
    : new ReeveError("not_found", `There is no concurrency limit for the tag "${key.tag}".`);
