import { givenFilters, type RunFilters } from "./run-filters.ts";

/** What filters ask for: where in them, such as `flows.id.any_`, and the value. */
export type SoleCondition = { readonly path: string; readonly value: unknown };

/** The one thing that filters ask for; undefined when they ask for nothing, or for more. */
export function soleCondition(filters: RunFilters): SoleCondition | undefined {
  const conditions = necessaryConditions(filters);
  return conditions?.length === 1 ? conditions[0] : undefined;
}

/** All that filters ask for, each of which has to hold; undefined when it is enough that one of several does. */
export const necessaryConditions = (filters: RunFilters): readonly SoleCondition[] | undefined =>
  conditionsOf(givenFilters(filters), []);

function conditionsOf(place: unknown, path: readonly string[]): readonly SoleCondition[] | undefined {
  if (typeof place !== "object" || place === null || Array.isArray(place)) {
    return [{ path: path.join("."), value: place }];
  }
  const fields = Object.entries(place).filter(
    ([name, value]) => name !== "operator" && value !== null && value !== undefined,
  );
  // A filter that asks for nothing of a related resource still asks that there is one.
  if (fields.length === 0 && path.length > 0) return [{ path: path.join("."), value: place }];
  // Which of several conditions must hold says nothing of one.
  if (fields.length > 1 && (place as { operator?: string }).operator === "or_") return undefined;
  const conditions = fields.map(([name, value]) => conditionsOf(value, [...path, name]));
  return conditions.includes(undefined) ? undefined : (conditions as SoleCondition[][]).flat();
}
