import type { Context } from "../context.ts";
import { findLimits } from "./find-limits.ts";

/** Those of the limits that are on and have no slot free, by their ids. */
export async function listFullLimits(context: Context, ids: readonly string[]): Promise<string[]> {
  const limits = await findLimits(context, { ids });
  return limits.filter(({ limit, taken }) => taken >= limit).map(({ id }) => id);
}
