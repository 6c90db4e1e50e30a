import { newId, type ReceivedEvent, type Timestamp } from "@reeve/protocol";
import { nextTime, SCHEDULE_DUE, type ScheduleResource } from "../automations/schedule-trigger.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { deleteSchedules, selectSchedules, upsertSchedule } from "./queries.ts";

/**
 * Tells in events which of the watched schedules have become due; true when any has. When each is due next is stored with
 * the event, so it is told once, whichever server does. What was missed while no server ran is told once as well, and a
 * schedule that nobody has waited for meanwhile begins anew.
 */
export async function emitDueSchedules(
  transaction: Connection,
  schedules: ReadonlyMap<string, ScheduleResource>,
  now: Timestamp,
): Promise<boolean> {
  const known = new Map((await selectSchedules(transaction)).map((row) => [row.id, row.next_due]));
  const unwatched = [...known.keys()].filter((id) => !schedules.has(id));
  if (unwatched.length > 0) await deleteSchedules(transaction, unwatched);
  const events: ReceivedEvent[] = [];
  for (const [id, resource] of schedules) {
    const due = known.get(id);
    const isDue = due !== undefined && due !== null && due <= now;
    if (isDue) events.push(dueEvent(resource, due, now));
    if (isDue || due === undefined) {
      await upsertSchedule(transaction, { id, next_due: nextTime(resource.schedule, now) ?? null });
    }
  }
  if (events.length > 0) await appendEvents(transaction, events);
  return events.length > 0;
}

const dueEvent = ({ labels }: ScheduleResource, due: Timestamp, now: Timestamp): ReceivedEvent => ({
  id: newId(),
  occurred: due,
  event: SCHEDULE_DUE,
  resource: labels,
  related: [],
  payload: { scheduled_time: due },
  follows: null,
  received: now,
});
