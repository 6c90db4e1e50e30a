import { ReeveError } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { fieldName } from "../parameter-schemas/fault-tree.ts";
import type { SchemaFault, ValuePath } from "../parameter-schemas/find-faults.ts";
import { renderTemplate } from "../templates/render-template.ts";
import { validateTemplate } from "../templates/validate-template.ts";
import { getVariableValues } from "../variables/read-variables.ts";
import { type Filling, hydrateValue, isObject, LEFT_OUT, variableNamesIn } from "./hydrate-value.ts";

type Parameters = Record<string, unknown>;

/**
 * The parameters with everything filled in that names a variable, is JSON as text, or a template. Templates see
 * nothing unless the caller renders them otherwise. A value that cannot be filled in is refused by its place.
 */
export function hydrateParameters(
  connection: Connection,
  parameters: Parameters,
  render = (template: string): string => renderTemplate(template, {}),
): Promise<Parameters> {
  return hydrate(connection, parameters, {
    render,
    fail: (path, reason, cause) => {
      const place = path.length === 0 ? "the whole" : fieldName(path);
      throw new ReeveError("bad_request", `The value of ${place} cannot be filled in: ${reason}.`, { cause });
    },
  });
}

/**
 * The same for values that somebody is still writing: what cannot be filled in is told, and what will be known only
 * when its template is rendered is told as open. In the place of either is null.
 */
export async function hydrateDraft(
  connection: Connection,
  values: Parameters,
): Promise<{ values: Parameters; faults: readonly SchemaFault[]; open: readonly ValuePath[] }> {
  const faults: SchemaFault[] = [];
  const open: ValuePath[] = [];
  const hydrated = await hydrate(connection, values, {
    render: (template, path) => {
      const fault = validateTemplate(template);
      if (fault) throw fault;
      open.push(path);
      return null;
    },
    fail: (path, message) => {
      faults.push({ path, message });
      return null;
    },
  });
  return { values: hydrated, faults, open };
}

async function hydrate(
  connection: Connection,
  parameters: Parameters,
  filling: Omit<Filling, "variables">,
): Promise<Parameters> {
  try {
    const variables = await getVariableValues(connection, [...new Set(variableNamesIn(parameters))]);
    const hydrated = hydrateValue(parameters, { ...filling, variables });
    if (hydrated === LEFT_OUT) return {};
    if (isObject(hydrated)) return hydrated;
    throw new ReeveError("bad_request", "The parameters are filled in with something that is no object.");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "The parameters are nested too deep to be filled in.";
    throw new ReeveError("bad_request", message, { cause: error });
  }
}
