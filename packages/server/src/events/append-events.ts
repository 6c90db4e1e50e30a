import type { ReceivedEvent } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { insertEvents } from "./queries.ts";

/**
 * Writes events in the transaction of the change they tell of, so that an event exists if and only if
 * its change does. Whoever commits wakes the readers.
 */
export const appendEvents = (transaction: Connection, events: readonly ReceivedEvent[]): Promise<void> =>
  insertEvents(transaction, events);
