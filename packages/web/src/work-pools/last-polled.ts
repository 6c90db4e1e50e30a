import type { LiveChange, WorkQueue } from "@reeve/protocol";

type Polled = Pick<WorkQueue, "work_pool_id" | "last_polled">;
type Row = { pool: { id: string }; lastPolled: string | null };

/** When one of a pool's queues was last asked for runs; null while nobody has. */
export function lastPolledOf(poolId: string, queues: readonly Polled[]): string | null {
  const times = queues.flatMap(({ work_pool_id: pool, last_polled: at }) =>
    pool === poolId && at !== null ? [at] : [],
  );
  // Timestamps of one form stand in the order of their times.
  return times.sort().at(-1) ?? null;
}

/** The rows after queues were asked for runs. */
export function patchPolled<One extends Row>(rows: readonly One[], changes: readonly LiveChange[]): One[] {
  const queues = changes.flatMap((change) => (change.kind === "work-queue" ? [change.workQueue] : []));
  return rows.map((row) => {
    const at = lastPolledOf(row.pool.id, queues);
    return at !== null && at > (row.lastPolled ?? "") ? { ...row, lastPolled: at } : row;
  });
}
