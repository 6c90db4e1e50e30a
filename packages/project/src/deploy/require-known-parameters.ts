import { ReeveError } from "@reeve/protocol/errors";

/** Throws a ReeveError that names a parameter which the flow does not have, and those that it has. */
export function requireKnownParameters(
  { properties, additionalProperties }: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): void {
  if (typeof properties !== "object" || properties === null || additionalProperties) return;
  const known = Object.keys(properties);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const has = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
  throw new ReeveError("invalid_parameters", `The flow has no parameter "${unknown}"; ${has}.`);
}
