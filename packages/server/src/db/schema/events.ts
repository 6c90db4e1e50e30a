import type { Timestamp } from "@reeve/protocol";
import type { Generated } from "kysely";

/** The outbox: a row is written in the transaction of the change it tells of, and read by `sequence`. */
export type EventsTable = {
  sequence: Generated<number>;
  id: string;
  occurred: Timestamp;
  received: Timestamp;
  event: string;
  resource_id: string;
  resource: string;
  related: string;
  payload: string;
  follows: string | null;
};

/** Which events a resource is related to, in the order of their times. */
export type EventRelatedTable = {
  resource_key: string;
  occurred: Timestamp;
  sequence: number;
};

/** How far those who read the events in their order have come. */
export type FeedPlacesTable = {
  name: string;
  transaction_id: number;
  sequence: number;
  updated: Timestamp;
};
