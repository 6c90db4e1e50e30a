import { ReeveError } from "@reeve/protocol";

// Variables are read whole into every run that names them; larger data belongs in a block or a file.
const LONGEST_VALUE = 5000;

/** A variable's value as it is stored; refuses one that is too long. */
export function variableValueText(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length > LONGEST_VALUE) {
    throw new ReeveError(
      "unprocessable",
      `The variable's value has ${text.length} characters as JSON; at most ${LONGEST_VALUE} are stored.`,
    );
  }
  return text;
}

/** The error for a name that another variable has. */
export const nameTakenError = (name: string): ReeveError =>
  new ReeveError("already_exists", `There is a variable named ${name} already.`);
