import { addSeconds } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { transitionFoundRuns } from "../flow-runs/transition-found-runs.ts";
import { selectOverdueFlowRuns } from "./queries.ts";

const BATCH = 400;

/** Marks the scheduled runs Late that nobody started in time; answers how many. */
export async function markLateRuns(context: Context): Promise<number> {
  const before = addSeconds(context.now(), -context.settings.serverServicesLateRunsAfterSeconds);
  const overdue = await selectOverdueFlowRuns(context.db.reader, before, BATCH);
  return transitionFoundRuns(context, overdue, "late", ({ next_scheduled_start_time }) => ({
    type: "SCHEDULED",
    name: "Late",
    state_details: { scheduled_time: next_scheduled_start_time },
  }));
}
