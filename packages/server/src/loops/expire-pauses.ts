import type { Context } from "../context.ts";
import { expirePauses } from "../flow-runs/expire-pauses.ts";
import type { LoopDefinition } from "./loop.ts";

/** Fails paused runs that nobody resumed in time. */
export const expirePausesLoop = (context: Context): LoopDefinition => ({
  name: "expire-pauses",
  everySeconds: context.settings.serverServicesPauseExpirationsLoopSeconds,
  tick: () => expirePauses(context),
});
