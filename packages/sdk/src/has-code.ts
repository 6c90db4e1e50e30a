import { type ErrorCode, ReeveError } from "@reeve/protocol/errors";

/** Whether it is a ReeveError with this code: what a call was refused for. */
export const hasCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof ReeveError && error.code === code;
