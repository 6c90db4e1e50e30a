import { ReeveError } from "@reeve/protocol";

/** The error for a key under which a flow run has no input. */
export const noInputError = (key: string): ReeveError =>
  new ReeveError("not_found", `The flow run has no input under the key ${key}.`);
