import { newId, ReeveError, type WorkPool, type WorkPoolCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { appendEvents } from "../events/append-events.ts";
import { insertNewWorkQueue } from "../work-queues/create-work-queue.ts";
import { checkBaseJobTemplate } from "./base-job-template.ts";
import { insertWorkPool, updateWorkPoolRow } from "./queries.ts";
import { workPoolEvent, workPoolStatusEvent } from "./work-pool-event.ts";
import { completeStorage, toWorkPool } from "./work-pool-row.ts";

/** The type of pools that agents served; nothing tells whether anybody still does. */
export const AGENT_TYPE = "prefect-agent";

/** Creates a pool with its default queue; refuses a name that is taken or reserved. */
export async function createWorkPool(context: Context, given: WorkPoolCreate): Promise<WorkPool> {
  checkPoolName(given.name);
  const row = await context.db.write((transaction) => insertNewWorkPool(context, transaction, given));
  if (!row) throw new ReeveError("already_exists", `There is a work pool named ${given.name} already.`);
  context.wakeReaders();
  return toWorkPool({ ...row, active_slots: row.concurrency_limit === null ? null : 0 });
}

/** Creates a pool and its default queue in a transaction of the caller's; undefined when its name is taken. */
export async function insertNewWorkPool(
  context: Context,
  transaction: Connection,
  given: WorkPoolCreate,
): Promise<WorkPoolsTable | undefined> {
  checkBaseJobTemplate(given.base_job_template ?? {});
  const now = context.now();
  const row = toRow(given, now);
  if (!(await insertWorkPool(transaction, row))) return undefined;
  const queue = await insertNewWorkQueue(context, transaction, row, {
    name: "default",
    description: "The work pool's default queue.",
  });
  const status = workPoolStatusEvent(row, now);
  const columns = { default_queue_id: queue?.id ?? null, ...status.columns };
  await updateWorkPoolRow(transaction, row.id, columns);
  const pool = { ...row, ...columns };
  await appendEvents(transaction, [workPoolEvent("created", pool, now), status.event]);
  return pool;
}

function toRow(given: WorkPoolCreate, now: string): WorkPoolsTable {
  const type = given.type ?? AGENT_TYPE;
  const isPaused = given.is_paused ?? false;
  return {
    id: newId(),
    created: now,
    updated: now,
    name: given.name,
    description: given.description ?? null,
    type,
    base_job_template: JSON.stringify(given.base_job_template ?? {}),
    is_paused: Number(isPaused),
    concurrency_limit: given.concurrency_limit ?? null,
    status: type === AGENT_TYPE ? null : isPaused ? "PAUSED" : "NOT_READY",
    status_event_id: null,
    status_time: null,
    default_queue_id: null,
    storage_configuration: JSON.stringify(completeStorage(given.storage_configuration)),
  };
}

/** Refuses a name that is blank or reserved. */
export function checkPoolName(name: string): void {
  if (/^[\s'"]*$/.test(name)) {
    throw new ReeveError("unprocessable", "The work pool's name is empty; give it one with letters in it.");
  }
  if (isReservedName(name)) {
    throw new ReeveError(
      "forbidden",
      `The work pool cannot be named ${name}: names that begin with "prefect" are reserved.`,
    );
  }
}

/** Whether the name is kept for pools of the system's own. */
export const isReservedName = (name: string): boolean => name.toLowerCase().startsWith("prefect");
