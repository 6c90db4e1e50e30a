import { ReeveError } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { renderTemplate } from "../templates/render-template.ts";
import { getVariableValues } from "../variables/read-variables.ts";
import { hydrateValue, isObject, LEFT_OUT, variableNamesIn } from "./hydrate-value.ts";

type Parameters = Record<string, unknown>;

/**
 * The parameters with everything filled in that names a variable, is JSON as text, or a template. Templates see
 * nothing unless the caller renders them otherwise. A value that cannot be filled in is refused by its place.
 */
export async function hydrateParameters(
  connection: Connection,
  parameters: Parameters,
  render = (template: string): string => renderTemplate(template, {}),
): Promise<Parameters> {
  try {
    const variables = await getVariableValues(connection, [...new Set(variableNamesIn(parameters))]);
    const hydrated = hydrateValue(parameters, { variables, render });
    if (hydrated === LEFT_OUT) return {};
    if (isObject(hydrated)) return hydrated;
    throw new ReeveError("bad_request", "The parameters are filled in with something that is no object.");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ReeveError("bad_request", "The parameters are nested too deep to be filled in.", {
      cause: error,
    });
  }
}
