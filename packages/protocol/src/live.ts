import type { ConcurrencyLimit } from "./concurrency-limits.ts";
import type { FlowRun } from "./flow-runs.ts";
import type { Log } from "./logs.ts";
import type { GraphNode } from "./run-graph.ts";
import type { RunRow } from "./run-page.ts";
import type { WorkQueue } from "./work-queues.ts";
import type { Worker } from "./workers.ts";

/**
 * The socket a browser keeps open at `/api/ui/stream`, one for all its pages.
 *
 * The browser subscribes to topics: `runs` (every flow run that changes), `progress` (how many
 * task runs a flow run has, by their states, a few times a second while they change), `run:<flow run id>` (that run, the nodes
 * of its graph and its log lines) and `kind:<kind of resource>` (such as `kind:variable`: whatever changes among those
 * is told by `reset` alone, since their lists are short), `events` (any event at all, told in the same way), `slots`
 * (concurrency limits of which slots were taken or given back) and `polls` (workers that were heard of or are missed, and
 * queues that were asked for their runs): of the last two there are no events, and whoever comes back is sent `reset`.
 * The server answers each with `subscribed`, then sends `changes`
 * in the order of their commits, a batch at a time. `cursor` marks the place; a browser that comes back
 * names its last one and gets what it missed, or `reset` when that is too long ago: then it reads anew.
 */
export type LiveRequest =
  | { type: "subscribe"; topic: LiveTopic; cursor?: string | null }
  | { type: "unsubscribe"; topic: LiveTopic };

export type LiveTopic =
  | "runs"
  | "progress"
  | "events"
  | "slots"
  | "polls"
  | `run:${string}`
  | `kind:${string}`;

export type LiveMessage =
  | { type: "subscribed"; topic: LiveTopic; cursor: string }
  | { type: "changes"; topic: LiveTopic; cursor: string; changes: LiveChange[] }
  | { type: "reset"; topic: LiveTopic; cursor: string }
  | { type: "error"; message: string };

/** A row as it now stands (replace the one with its id), one that is gone, or new log lines. */
export type LiveChange =
  | { kind: "flow-run"; flowRun: FlowRun }
  | { kind: "flow-run-deleted"; id: string }
  | { kind: "task-run-counts"; flowRunId: string; counts: RunRow["task_run_counts"] }
  | { kind: "node"; node: GraphNode }
  | { kind: "logs"; logs: Log[] }
  | { kind: "concurrency-limit"; limit: ConcurrencyLimit }
  | { kind: "worker"; worker: Worker }
  | { kind: "work-queue"; workQueue: WorkQueue };
