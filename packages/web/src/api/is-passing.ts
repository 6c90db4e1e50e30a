import { ReeveError } from "@reeve/protocol/errors";

/** Whether a call that failed so may succeed when it is made again. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ReeveError) || error.code === "unreachable" || error.code === "database_busy";
