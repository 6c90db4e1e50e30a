import type { Context } from "../context.ts";
import { selectExpiredPauses } from "./queries.ts";
import { transitionFoundRuns } from "./transition-found-runs.ts";

const BATCH = 200;

/** Fails the paused runs whose time to be resumed has passed; answers how many. */
export async function expirePauses(context: Context): Promise<number> {
  const expired = await selectExpiredPauses(context.db.reader, context.now(), BATCH);
  return transitionFoundRuns(context, expired, "minimal", () => ({
    type: "FAILED",
    message: "The run was paused and not resumed in time.",
  }));
}
