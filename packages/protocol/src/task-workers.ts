import { endpoint, parameters } from "./endpoint.ts";
import { DateTime, Maybe, open, type Static, Type } from "./schema.ts";

/** A process that runs background tasks, as long as it is connected. */
export const TaskWorker = open("TaskWorkerResponse", {
  identifier: Type.String(),
  task_keys: Type.Array(Type.String()),
  timestamp: DateTime,
});
export type TaskWorker = Static<typeof TaskWorker>;

export const listTaskWorkers = endpoint({
  name: "listTaskWorkers",
  group: "Task Workers",
  summary: "List connected task workers, of some tasks those that run any of them",
  method: "POST",
  path: "/task_workers/filter",
  body: parameters(
    Type.Object({
      task_worker_filter: Maybe(open("TaskWorkerFilter", { task_keys: Type.Array(Type.String()) })),
    }),
  ),
  answers: { 200: Type.Array(TaskWorker) },
});
