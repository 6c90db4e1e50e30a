import { oneOf, type Static } from "./schema.ts";

/** ONLINE until three of its heartbeats are missing. */
export const WorkerStatus = oneOf("WorkerStatus", ["ONLINE", "OFFLINE"]);
export type WorkerStatus = Static<typeof WorkerStatus>;
