import type { LiveChange, Worker, WorkQueue } from "@reeve/protocol";
import { expect, test } from "vitest";
import { patchPool } from "./patch-pool.ts";

const worker = (id: string, work_pool_id: string, status = "ONLINE") =>
  ({ id, work_pool_id, status }) as unknown as Worker;
const heard = (one: Worker): LiveChange => ({ kind: "worker", worker: one });
const queue = (id: string, last_polled: string | null) => ({ id, last_polled }) as unknown as WorkQueue;

const data = { pool: { id: "p" }, workers: [worker("a", "p"), worker("b", "p")], queues: [queue("q", null)] };

test("who was heard of last comes first, and who is new is added", () => {
  const { workers } = patchPool(data, [heard(worker("b", "p", "OFFLINE")), heard(worker("c", "p"))]);
  expect(workers).toEqual([worker("c", "p"), worker("b", "p", "OFFLINE"), worker("a", "p")]);
});

test("workers and queues of other pools are left out", () => {
  const elsewhere: LiveChange = { kind: "work-queue", workQueue: queue("other", "2026-01-01T00:00:00Z") };
  expect(patchPool(data, [heard(worker("z", "elsewhere")), elsewhere])).toEqual(data);
});

test("a queue shows when it was last polled", () => {
  const polled = queue("q", "2026-01-01T00:00:00Z");
  expect(patchPool(data, [{ kind: "work-queue", workQueue: polled }]).queues).toEqual([polled]);
});
