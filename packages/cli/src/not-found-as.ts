import { ReeveError } from "@reeve/protocol/errors";

/** For `catch` on a call: throws this sentence in place of the server's when what was asked for is not there. */
export const notFoundAs =
  (message: string) =>
  (error: unknown): never => {
    const isMissing = error instanceof ReeveError && error.code === "not_found";
    throw isMissing ? new ReeveError("not_found", message, { cause: error }) : error;
  };
