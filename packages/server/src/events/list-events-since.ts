import type { ReceivedEvent } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { selectEventsSince, toEvent } from "./queries.ts";

/** A place in the order of events by time; ids tell apart those of one instant. */
export type EventPlace = { readonly occurred: string; readonly id: string };

/** A page of the stored events from an instant on, in the order of their times, after a place among them. */
export async function listEventsSince(
  { db }: Context,
  since: string,
  after: EventPlace | null,
  limit: number,
): Promise<ReceivedEvent[]> {
  return (await selectEventsSince(db.scanner, since, after, limit)).map(toEvent);
}
