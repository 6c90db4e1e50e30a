import { addSeconds, type Timestamp } from "@reeve/protocol";
import { endChildrenOfCancelledRuns } from "../cancellations/end-children-of-cancelled-runs.ts";
import { endOverdueCancellations } from "../cancellations/end-overdue-cancellations.ts";
import type { Context } from "../context.ts";
import type { LoopDefinition } from "./loop.ts";

// What was cancelled while no server ran, or while one could not keep up.
const FIRST_LOOK_BACK_SECONDS = 24 * 3600;
// Reports of task runs may come in after their flow run was cancelled.
const LOOK_BACK_SECONDS = 600;

/** Cancels what is left of cancelled runs, and runs that were asked to stop and never did. */
export function cleanUpCancellationsLoop(context: Context): LoopDefinition {
  let since: Timestamp | undefined;
  return {
    name: "clean-up-cancellations",
    everySeconds: context.settings.serverServicesCancellationCleanupLoopSeconds,
    tick: async () => {
      const startedAt = context.now();
      since ??= addSeconds(startedAt, -FIRST_LOOK_BACK_SECONDS);
      try {
        await endOverdueCancellations(context);
      } finally {
        // A run that cannot be ended keeps no other's children going.
        const isDone = await endChildrenOfCancelledRuns(context, since);
        if (isDone) since = addSeconds(startedAt, -LOOK_BACK_SECONDS);
      }
    },
  };
}
