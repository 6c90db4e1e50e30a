import { ReeveError } from "@reeve/protocol/errors";

type Inputs = Readonly<Record<string, unknown>>;

/** The text under this name; throws a ReeveError when it is missing or something else. */
export function textInput(step: string, inputs: Inputs, name: string): string {
  const value = optionalTextInput(step, inputs, name);
  if (value === undefined) throw new ReeveError("invalid_request", `The step ${step} needs "${name}".`);
  return value;
}

/** The text under this name, or undefined when there is none. */
export function optionalTextInput(step: string, inputs: Inputs, name: string): string | undefined {
  const value = inputs[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  throw new ReeveError(
    "invalid_request",
    `"${name}" of the step ${step} is ${JSON.stringify(value)}; it has to be text.`,
  );
}

/** Whether the input is set to something that means yes. */
export const flagInput = (inputs: Inputs, name: string, whenAbsent = false): boolean => {
  const value = inputs[name];
  return value === undefined || value === null ? whenAbsent : value === true || value === "true";
};

/** Throws a ReeveError that names an input which the step would ignore. */
export function refuseUnknown(step: string, inputs: Inputs, known: readonly string[]): void {
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ReeveError(
    "invalid_request",
    `The step ${step} has no input "${unknown}"; it has ${known.toSorted().join(", ")}.`,
  );
}
