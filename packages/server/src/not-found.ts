import { ReeveError } from "@reeve/protocol";

/** The error for an id nothing has. */
export const notFoundError = (what: string, id: string): ReeveError =>
  new ReeveError("not_found", `There is no ${what} with the id ${id}.`);
