import { releaseExpiredCleanups } from "../cleanup-messages/release-expired-cleanups.ts";
import type { Context } from "../context.ts";
import type { LoopDefinition } from "./loop.ts";

/** Lets others clean up what a worker took on and did not answer for. */
export const releaseExpiredCleanupsLoop = (context: Context): LoopDefinition => ({
  name: "release-expired-cleanups",
  everySeconds: context.settings.serverServicesCleanupReconcilerLoopSeconds,
  tick: () => releaseExpiredCleanups(context),
});
