import type { Context } from "../context.ts";
import { markUnpolledDeployments } from "../deployments/mark-unpolled-deployments.ts";
import { markUnservedPools } from "../work-pools/mark-unserved-pools.ts";
import { markUnpolledQueues } from "../work-queues/mark-unpolled-queues.ts";
import type { LoopDefinition } from "./loop.ts";

/** Marks work pools, queues and deployments as not ready that nobody serves any more. */
export const markUnreadyLoop = (context: Context): LoopDefinition => ({
  name: "mark-unready",
  everySeconds: context.settings.serverServicesForemanLoopSeconds,
  tick: async () => {
    await markUnservedPools(context);
    await markUnpolledQueues(context);
    await markUnpolledDeployments(context);
  },
});
