import type { TaskWorker } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { selectConnectedTaskWorkers } from "./queries.ts";

/** The task workers that are connected to any server; of some tasks, those that run any of them. */
export async function listTaskWorkers(
  { db, now }: Context,
  taskKeys: readonly string[] = [],
): Promise<TaskWorker[]> {
  const workers = await selectConnectedTaskWorkers(db.reader, now());
  if (taskKeys.length === 0) return workers;
  const wanted = new Set(taskKeys);
  return workers.filter(({ task_keys }) => task_keys.some((key) => wanted.has(key)));
}
