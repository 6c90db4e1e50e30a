import { ReeveError, type WorkPoolUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { appendEvents } from "../events/append-events.ts";
import { updatedFields } from "../events/resource-event.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { checkBaseJobTemplate } from "./base-job-template.ts";
import { AGENT_TYPE, isReservedName } from "./create-work-pool.ts";
import { hasOnlineWorker, lockWorkPool, updateWorkPoolRow } from "./queries.ts";
import { workPoolEvent, workPoolStatusEvent } from "./work-pool-event.ts";
import { completeStorage, toWorkPool, type WorkPoolRow } from "./work-pool-row.ts";

const TOLD_FIELDS = [
  "description",
  "base_job_template",
  "concurrency_limit",
  "storage_configuration",
] as const;

/** Changes what is given of a pool. */
export async function updateWorkPool(context: Context, name: string, given: WorkPoolUpdate): Promise<void> {
  checkUpdate(name, given);
  await context.db.write(async (transaction) => {
    const before = await lockWorkPool(transaction, { name });
    if (!before) throw noWorkPoolError(name);
    await updateLockedWorkPool(context, transaction, before, {
      ...columnsOf(given),
      ...(await pauseColumns(context, transaction, before, given.is_paused)),
    });
  });
  context.wakeReaders();
}

/** Changes columns of a pool that the caller holds, and tells of what is new. */
export async function updateLockedWorkPool(
  context: Context,
  transaction: Connection,
  before: WorkPoolRow,
  changes: Partial<WorkPoolsTable>,
): Promise<void> {
  const now = context.now();
  const after: WorkPoolRow = { ...before, ...changes };
  const told = updatedFields(toWorkPool(before), toWorkPool(after), TOLD_FIELDS);
  const status = after.status === before.status ? undefined : workPoolStatusEvent(after, now);
  await updateWorkPoolRow(transaction, before.id, { ...changes, ...status?.columns, updated: now });
  await appendEvents(transaction, [
    ...(told ? [workPoolEvent("updated", after, now, told)] : []),
    ...(status ? [status.event] : []),
  ]);
}

function checkUpdate(name: string, { is_paused: _, concurrency_limit: __, ...others }: WorkPoolUpdate): void {
  if (others.base_job_template) checkBaseJobTemplate(others.base_job_template);
  if (isReservedName(name) && Object.values(others).some((value) => value !== undefined)) {
    throw new ReeveError(
      "forbidden",
      `Of the reserved work pool ${name} only is_paused and concurrency_limit can be changed.`,
    );
  }
}

const columnsOf = ({
  description,
  base_job_template: template,
  concurrency_limit,
  storage_configuration: storage,
}: WorkPoolUpdate): Partial<WorkPoolsTable> => ({
  ...(description !== undefined && { description }),
  ...(template && { base_job_template: JSON.stringify(template) }),
  ...(concurrency_limit !== undefined && { concurrency_limit }),
  ...(storage && { storage_configuration: JSON.stringify(completeStorage(storage)) }),
});

async function pauseColumns(
  context: Context,
  transaction: Connection,
  before: WorkPoolRow,
  isPaused: boolean | null | undefined,
): Promise<Partial<WorkPoolsTable>> {
  if (isPaused == null) return {};
  const is_paused = Number(isPaused);
  if (before.type === AGENT_TYPE) return { is_paused };
  if (isPaused) return { is_paused, status: "PAUSED" };
  const isServed = await hasOnlineWorker(transaction, before.id, context.now());
  return { is_paused, status: isServed ? "READY" : "NOT_READY" };
}
