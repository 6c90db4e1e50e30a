import type { ValuesValidation } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { hydrateDraft } from "../hydration/hydrate-parameters.ts";
import { faultTree } from "../parameter-schemas/fault-tree.ts";
import { findFaults, type ValuePath } from "../parameter-schemas/find-faults.ts";
import type { JsonSchema } from "../parameter-schemas/normalize-schema.ts";

/**
 * Checks the values of a form, some of which may be still to be filled in, against the form's schema. What a template
 * will be rendered to is not known yet, so nothing is said against it.
 */
export async function validateValues(
  { db }: Context,
  schema: JsonSchema,
  given: Record<string, unknown>,
): Promise<ValuesValidation> {
  const { values, faults, open } = await hydrateDraft(db.reader, given);
  const unknown = [...open, ...faults.map(({ path }) => path)];
  const known = findFaults(values, schema).filter(
    ({ path }) => !unknown.some((place) => isWithin(path, place)),
  );
  const errors = faultTree([...faults, ...known]);
  return { errors, valid: errors.length === 0 };
}

const isWithin = (path: ValuePath, place: ValuePath): boolean =>
  place.every((step, index) => path[index] === step);
