import type { ConcurrencyLimit, LiveChange } from "@reeve/protocol";

type Pages = { pages: ConcurrencyLimit[][] };

/** The pages of limits after slots were taken or given back. */
export function patchLimits<Data extends Pages>(data: Data, changes: readonly LiveChange[]): Data {
  const changed = new Map(
    changes.flatMap((change) =>
      change.kind === "concurrency-limit" ? [[change.limit.id, change.limit] as const] : [],
    ),
  );
  if (changed.size === 0) return data;
  return { ...data, pages: data.pages.map((page) => page.map((limit) => changed.get(limit.id) ?? limit)) };
}
