import type { StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { lockFlowRun, selectExpiredPauses } from "./queries.ts";
import { transitionFlowRun } from "./set-flow-run-state.ts";

const BATCH = 200;
const FAILED: StateCreate = { type: "FAILED", message: "The run was paused and not resumed in time." };

type ExpiredPause = { id: string; state_id: string | null };

/** Fails the paused runs whose time to be resumed has passed; answers how many. */
export async function expirePauses(context: Context): Promise<number> {
  const expired = await selectExpiredPauses(context.db.reader, context.now(), BATCH);
  const outcomes = await Promise.all(expired.map((pause) => failPausedRun(context, pause)));
  const failed = outcomes.filter((isFailed) => isFailed).length;
  if (failed > 0) context.wakeReaders();
  return failed;
}

/** Leaves alone a run that was resumed, ended or deleted since it was looked at. */
function failPausedRun(context: Context, { id, state_id }: ExpiredPause): Promise<boolean> {
  return context.db.write(async (transaction) => {
    const row = await lockFlowRun(transaction, id);
    if (!row || row.state_id !== state_id) return false;
    return (await transitionFlowRun(context, transaction, id, FAILED, "minimal")).isWritten;
  });
}
