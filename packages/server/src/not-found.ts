import { ReeveError } from "@reeve/protocol";

/** The error for an id nothing has. */
export const notFoundError = (what: string, id: string): ReeveError =>
  new ReeveError("not_found", `There is no ${what} with the id ${id}.`);

/** The same for a run that was to be orchestrated; clients look for the reason under another key. */
export const runNotFoundError = (what: "flow run" | "task run", id: string): ReeveError =>
  new ReeveError("run_not_found", `There is no ${what} with the id ${id}.`);
