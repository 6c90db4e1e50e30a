/**
 * The socket that a worker keeps open at `/api/work_pools/<name>/due-runs`, so that it need not ask every few seconds.
 *
 * After the wire's handshake the worker says what it watches: some queues or all, and how long before its time it
 * takes a run. The server answers with `watching`, and from then on sends `due` within moments whenever there are runs
 * to fetch that were not there before: created or resumed, their time come, a slot freed, a queue resumed. A run is
 * told of once; what the worker has no room for then, it asks for when it has. `POST …/get_scheduled_flow_runs`
 * fetches them; nothing is claimed by watching.
 */
export type DueRunsRequest = {
  type: "watch";
  work_queue_names?: string[];
  prefetch_seconds?: number;
};

/** `count` is how many runs can be fetched now, at most as many as one call gives. */
export type DueRunsMessage = { type: "watching" } | { type: "due"; count: number };
