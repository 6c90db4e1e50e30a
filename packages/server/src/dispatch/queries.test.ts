import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { usePlanner } from "../../test/query-plan.ts";
import type { Connection } from "../db/database.ts";
import {
  countLateRuns,
  countRunsUnderWay,
  countSlotHolders,
  selectDueRuns,
  selectQueuesToServe,
  selectSlotHolders,
} from "./queries.ts";

const planOf = usePlanner();

const [first, second] = [newId(), newId()];
const IN_ORDER = "SEARCH flow_runs USING INDEX flow_runs_by_work_queue_id_next_scheduled_start_time";

test("the due runs of each queue are read in their order from an index, whatever else there is", async () => {
  const plan = await planOf((db) =>
    selectDueRuns(db, {
      queues: [
        { id: first, most: 10 },
        { id: second, most: 1 },
      ],
      before: "2026-01-01T00:00:00.000000Z",
      after: null,
      fullLimitIds: [],
    }),
  );
  expect(plan.split(IN_ORDER)).toHaveLength(3);
  expect(plan).not.toContain("SCAN flow_runs");
});

test.each<[string, (db: Connection) => Promise<unknown>]>([
  ["a pool's queues with their slots", (db) => selectQueuesToServe(db, first)],
  ["the runs that hold slots", (db) => selectSlotHolders(db, [first, second], 5)],
  ["how many hold slots", (db) => countSlotHolders(db, [first, second])],
  ["how many of a queue are under way", (db) => countRunsUnderWay(db, first)],
])("%s are found among the few runs that are under way", async (_what, query) => {
  const plan = await planOf(query);
  expect(plan).toContain("flow_runs_by_work_queue_id_state_type");
  expect(plan).not.toContain("SCAN flow_runs");
});

test("late runs are counted among the scheduled ones of their queue", async () => {
  expect(await planOf((db) => countLateRuns(db, first))).toContain(
    "flow_runs_by_work_queue_id_next_scheduled_start_time",
  );
});
