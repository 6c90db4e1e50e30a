import { isRawNumber } from "../exact-json.ts";
import type { ValuePath } from "../parameter-schemas/find-faults.ts";
import { TemplateError } from "../templates/template-error.ts";

/** What stands behind the kinds of value that are filled in. */
export type Filling = {
  /** The values of the variables that there are, by name. */
  readonly variables: ReadonlyMap<string, unknown>;
  /** Renders the template that stands at a place; may throw a TemplateError. */
  readonly render: (template: string, path: ValuePath) => unknown;
  /** Told what cannot be filled in; it throws, or answers what is to stand there. */
  readonly fail: (path: ValuePath, reason: string, cause?: unknown) => unknown;
};

/** Stands for a value that is left out of the object or list around it. */
export const LEFT_OUT = Symbol("left out");

type Kinds = Readonly<Record<string, (given: JsonObject, filling: Filling, path: ValuePath) => unknown>>;
type JsonObject = Readonly<Record<string, unknown>>;

const KIND = "__prefect_kind";

const KINDS: Kinds = {
  none: (given, filling, path) =>
    "value" in given ? hydrateValue(given.value, filling, path) : filling.fail(path, "it has no value"),
  json: ({ value }, filling, path) => {
    if (value === undefined) return LEFT_OUT;
    const text = hydrateValue(value, filling, path);
    return typeof text === "string" ? parseJson(text, filling, path) : text;
  },
  jinja: ({ template }, { render, fail }, path) => {
    if (typeof template !== "string") return fail(path, "it has no template");
    try {
      return render(template, path);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return fail(path, `its template is wrong in line ${error.line}: ${error.message}`, error);
    }
  },
  workspace_variable: (given, { variables, fail }, path) => {
    const name = variableNameOf(given);
    if (name === undefined) return LEFT_OUT;
    return variables.has(name) ? variables.get(name) : fail(path, `there is no variable named ${name}`);
  },
};

/** The value with everything in it filled in that says what is to stand in its place. */
export function hydrateValue(given: unknown, filling: Filling, path: ValuePath = []): unknown {
  if (Array.isArray(given)) return hydrateList(given, filling, path);
  if (!isObject(given)) return given;
  if (KIND in given) return fillIn(given, filling, path);
  const entries = Object.entries(given)
    .map(([key, item]) => [key, hydrateValue(item, filling, [...path, key])] as const)
    .filter(([, item]) => item !== LEFT_OUT);
  return Object.fromEntries(entries);
}

/** The variables that are named anywhere in a value. */
export function variableNamesIn(given: unknown): string[] {
  if (Array.isArray(given)) return given.flatMap(variableNamesIn);
  if (!isObject(given)) return [];
  if (given[KIND] !== "workspace_variable") return Object.values(given).flatMap(variableNamesIn);
  const name = variableNameOf(given);
  return name === undefined ? [] : [name];
}

/** Items are at the places that they have in the list that comes of it. */
function hydrateList(given: readonly unknown[], filling: Filling, path: ValuePath): unknown[] {
  const list: unknown[] = [];
  for (const item of given) {
    const hydrated = hydrateValue(item, filling, [...path, list.length]);
    if (hydrated !== LEFT_OUT) list.push(hydrated);
  }
  return list;
}

/** A value of a kind that nobody knows is the one it holds. */
function fillIn(given: JsonObject, filling: Filling, path: ValuePath): unknown {
  const kind = given[KIND];
  const isKnown = typeof kind === "string" && Object.hasOwn(KINDS, kind);
  return isKnown ? KINDS[kind]!(given, filling, path) : (given.value ?? null);
}

function parseJson(text: string, { fail }: Filling, path: ValuePath): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail(path, `it is no JSON: ${(cause as Error).message}`, cause);
  }
}

const variableNameOf = ({ variable_name: name }: JsonObject): string | undefined =>
  typeof name === "string" ? name : undefined;

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
