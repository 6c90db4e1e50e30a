import type { TaskRun } from "@reeve/protocol";

/** The tasks of a run by their names, with how many of their runs are kept and how many run again. */
export type RetryLine = { name: string; kept: number; again: number };

/** What a retry keeps: every completed task run whose stored result is still there; all others run again. */
export function planRetry(taskRuns: readonly TaskRun[], now: number): RetryLine[] {
  const lines = new Map<string, RetryLine>();
  for (const run of taskRuns) {
    const name = taskName(run);
    const line = lines.get(name) ?? { name, kept: 0, again: 0 };
    if (isKept(run, now)) line.kept += 1;
    else line.again += 1;
    lines.set(name, line);
  }
  return [...lines.values()];
}

function isKept({ state_type, state }: TaskRun, now: number): boolean {
  const data = state?.data;
  if (state_type !== "COMPLETED" || typeof data !== "object" || data === null || Array.isArray(data))
    return false;
  const { storage_key: key, expiration } = data as Record<string, unknown>;
  return typeof key === "string" && (typeof expiration !== "string" || Date.parse(expiration) > now);
}

// Clients name a task run after its task and what tells it from the others: "load-3", "load-1f0".
const taskName = ({ name, task_key: key }: TaskRun): string => {
  const cut = /^(.+)-[0-9a-f]{1,8}$/.exec(name)?.[1] ?? name;
  return key.startsWith(cut) ? cut : name;
};
