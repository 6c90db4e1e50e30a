import type { Context } from "../context.ts";
import { selectExpiredPauses } from "./queries.ts";
import { setFlowRunState } from "./set-flow-run-state.ts";

const BATCH = 200;

/** Fails the paused runs whose time to be resumed has passed; answers how many. */
export async function expirePauses(context: Context): Promise<number> {
  const expired = await selectExpiredPauses(context.db.reader, context.now(), BATCH);
  const failed = { type: "FAILED", message: "The run was paused and not resumed in time." } as const;
  const outcomes = await Promise.all(
    expired.map(({ id }) => setFlowRunState(context, id, failed, "minimal")),
  );
  return outcomes.filter((outcome) => outcome.isWritten).length;
}
