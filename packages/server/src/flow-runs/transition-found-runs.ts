import type { StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { eachApart } from "../each-apart.ts";
import type { FlowRunProposal } from "../orchestration/judge-flow-run-transition.ts";
import { lockFlowRun } from "./queries.ts";
import { transitionFlowRun } from "./set-flow-run-state.ts";

/** A run as a look at many found it. */
export type FoundRun = { readonly id: string; readonly state_id: string | null };

/**
 * Proposes a state for each of the runs that were found, each in a transaction of its own; answers how many were
 * written, each followed by what is to be done afterwards. Leaves alone what was changed or deleted since it was looked
 * at, be it by another server that looked, too. Throws the first fault once all have had their turn.
 */
export async function transitionFoundRuns<R extends FoundRun>(
  context: Context,
  found: readonly R[],
  policy: FlowRunProposal["policy"],
  propose: (run: R) => StateCreate,
  afterwards: (transaction: Connection, run: R) => Promise<void> = async () => {},
): Promise<number> {
  const { done, throwAnyFault } = await eachApart(found, (run) =>
    context.db.write(async (transaction) => {
      const row = await lockFlowRun(transaction, run.id);
      if (!row || row.state_id !== run.state_id) return false;
      const { isWritten } = await transitionFlowRun(context, transaction, run.id, propose(run), policy);
      if (isWritten) await afterwards(transaction, run);
      return isWritten;
    }),
  );
  if (done > 0) context.wakeReaders();
  throwAnyFault();
  return done;
}
