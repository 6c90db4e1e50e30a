/**
 * What templates work with: what JSON holds, functions of our own, and `undefined` for what is not there, of which
 * every part is again not there. Text, truth and order are Python's, as templates were written for it.
 */
export type Value = unknown;

/** A function that templates may call; nothing else that JavaScript could call is one. */
export class TemplateFunction {
  readonly call: (...values: Value[]) => Value;

  constructor(call: (...values: Value[]) => Value) {
    this.call = call;
  }
}

/** A value of a template that its values do not fit; the evaluator adds the line. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

export type Mapping = Readonly<Record<string, Value>>;

export const isMapping = (value: Value): value is Mapping =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof TemplateFunction);

/** A mapping without a prototype, so that no key has a meaning of its own. */
export function newMapping(entries: Iterable<readonly [string, Value]>): Record<string, Value> {
  const mapping: Record<string, Value> = Object.create(null);
  for (const [key, value] of entries) mapping[key] = value;
  return mapping;
}

/** An own entry of a mapping, an element of a list, a character of a text; undefined where there is none. */
export function itemOf(value: Value, key: Value): Value {
  if (typeof key === "number") {
    if (!Array.isArray(value) && typeof value !== "string")
      return isMapping(value) ? entryOf(value, String(key)) : undefined;
    return value[key < 0 ? value.length + key : key];
  }
  if (typeof key !== "string") return undefined;
  if (isMapping(value)) return entryOf(value, key);
  return /^\d+$/.test(key) && Array.isArray(value) ? value[Number(key)] : undefined;
}

const entryOf = (mapping: Mapping, key: string): Value =>
  Object.hasOwn(mapping, key) ? mapping[key] : undefined;

/** What a loop goes through: elements, keys, characters; nothing where there is nothing. */
export function elementsOf(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (isMapping(value)) return Object.keys(value);
  if (value === undefined) return [];
  throw new ValueError(`${describe(value)} cannot be gone through.`);
}

export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMapping(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The text that a value shows as: nothing for what is not there, Python's words for true, false and none. */
export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "";
  return literalOf(value);
}

/** A value as Python would write it in a program. */
export function literalOf(value: Value): string {
  if (typeof value === "string") return quoted(value);
  if (value === null) return "None";
  if (value === undefined) return "Undefined";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, part]) => `${quoted(key)}: ${literalOf(part)}`);
    return `{${entries.join(", ")}}`;
  }
  return value instanceof TemplateFunction ? "<function>" : String(value);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

export function isEqual(left: Value, right: Value): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((part, index) => isEqual(part, right[index]));
  }
  if (isMapping(left) && isMapping(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
    );
  }
  return asNumber(left) === asNumber(right);
}

/** Negative, 0 or positive as the first of two numbers, texts or lists comes before, with or after the second. */
export function compareValues(left: Value, right: Value): number {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  if (Array.isArray(a) && Array.isArray(b)) {
    const index = a.findIndex((part, place) => place >= b.length || !isEqual(part, b[place]));
    if (index < 0) return a.length - b.length;
    return index >= b.length ? 1 : compareValues(a[index], b[index]);
  }
  throw new ValueError(`${describe(left)} and ${describe(right)} have no order.`);
}

// True and false count as 1 and 0.
const asNumber = (value: Value): Value => (typeof value === "boolean" ? Number(value) : value);

/** A value as errors name it. */
export function describe(value: Value): string {
  if (value === undefined) return "what is not there";
  const text = literalOf(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
