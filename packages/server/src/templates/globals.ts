import { numberOf } from "./operators.ts";
import { isMapping, type Mapping, newMapping, TemplateFunction, type Value, ValueError } from "./values.ts";

const LONGEST_RANGE = 100;

// The only values that a template can change, made by `namespace()`.
const namespaces = new WeakSet<object>();

/** True for what `{% set x.y = … %}` may change. */
export const isNamespace = (value: Value): value is Record<string, Value> =>
  isMapping(value) && namespaces.has(value);

function range(...bounds: Value[]): number[] {
  const [start, stop, step] =
    bounds.length === 1 ? [0, numberOf(bounds[0]), 1] : [...bounds.map(numberOf), 1];
  if (start === undefined || stop === undefined || !step) {
    throw new ValueError("A range needs an end, and a step other than 0.");
  }
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > LONGEST_RANGE) {
    throw new ValueError(`A range of ${length} numbers is too long; at most ${LONGEST_RANGE} are allowed.`);
  }
  return Array.from({ length }, (_, index) => start + index * step);
}

const copyOf = (given: Value): Record<string, Value> =>
  newMapping(isMapping(given) ? Object.entries(given) : []);

function newNamespace(given: Value): Mapping {
  const namespace = copyOf(given);
  namespaces.add(namespace);
  return namespace;
}

/** What every template can call. */
export const GLOBALS: Mapping = {
  dict: new TemplateFunction(copyOf),
  namespace: new TemplateFunction(newNamespace),
  range: new TemplateFunction(range),
};
