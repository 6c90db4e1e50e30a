import type { CalendarRun, Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";

export type CalendarRunRow = Omit<CalendarRun, "start_time" | "seconds"> & {
  sort_time: Timestamp | null;
  expected_start_time: Timestamp | null;
  total_run_time: number;
};

/** The runs of a span that are no subflows, the latest first. */
export const selectRunsBetween = (
  db: Connection,
  start: Timestamp,
  end: Timestamp,
  limit: number,
): Promise<CalendarRunRow[]> =>
  db
    .selectFrom("flow_runs")
    .select([
      "id",
      "name",
      "deployment_id",
      "state_type",
      "state_name",
      "sort_time",
      "expected_start_time",
      "total_run_time",
    ])
    .where("sort_time", ">=", start)
    .where("sort_time", "<", end)
    .where("parent_task_run_id", "is", null)
    .orderBy("sort_time", (order) => order.desc().nullsLast())
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
