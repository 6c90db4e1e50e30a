import { forgetExpiredLeases } from "../concurrency-limits/forget-expired-leases.ts";
import type { Context } from "../context.ts";
import type { LoopDefinition } from "./loop.ts";

/** Clears away leases whose holders stopped renewing them. */
export const releaseLostLeasesLoop = (context: Context): LoopDefinition => ({
  name: "release-lost-leases",
  everySeconds: context.settings.serverServicesRepossessorLoopSeconds,
  tick: () => forgetExpiredLeases(context),
});
