import type { LiveChange, WorkQueue } from "@reeve/protocol";
import { expect, test } from "vitest";
import { lastPolledOf, patchPolled } from "./last-polled.ts";

const at = (second: number) => `2026-11-22T12:00:0${second}.000000Z`;
const queue = (work_pool_id: string, last_polled: string | null) => ({ work_pool_id, last_polled });

test("a pool was last polled when the last of its own queues was", () => {
  const queues = [queue("a", at(1)), queue("a", at(3)), queue("b", at(5)), queue("a", null)];
  expect(lastPolledOf("a", queues)).toBe(at(3));
  expect(lastPolledOf("c", queues)).toBeNull();
});

test("a poll moves the time of its pool alone, and never back", () => {
  const polled = (pool: string, time: string): LiveChange => ({
    kind: "work-queue",
    workQueue: queue(pool, time) as WorkQueue,
  });
  const rows = [
    { pool: { id: "a" }, lastPolled: at(2) },
    { pool: { id: "b" }, lastPolled: null },
  ];
  const times = (changes: LiveChange[]) => patchPolled(rows, changes).map(({ lastPolled }) => lastPolled);
  expect(times([polled("a", at(4))])).toEqual([at(4), null]);
  expect(times([polled("a", at(1)), polled("b", at(1))])).toEqual([at(2), at(1)]);
});
