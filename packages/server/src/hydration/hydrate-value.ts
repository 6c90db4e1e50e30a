import { ReeveError } from "@reeve/protocol";
import { TemplateError } from "../templates/template-error.ts";

/** What stands behind the kinds of value that are filled in. */
export type Filling = {
  /** The values of the variables that there are, by name. */
  readonly variables: ReadonlyMap<string, unknown>;
  /** Renders a template with what it may see. */
  readonly render: (template: string) => string;
};

/** Stands for a value that is left out of the object or list around it. */
export const LEFT_OUT = Symbol("left out");

type Kinds = Readonly<Record<string, (given: JsonObject, filling: Filling, path: string) => unknown>>;
type JsonObject = Readonly<Record<string, unknown>>;

const KIND = "__prefect_kind";

const KINDS: Kinds = {
  none: (given, filling, path) => {
    if (!("value" in given)) throw hydrationError(path, "it has no value");
    return hydrateValue(given.value, filling, path);
  },
  json: ({ value }, filling, path) => {
    if (value === undefined) return LEFT_OUT;
    const text = hydrateValue(value, filling, path);
    return typeof text === "string" ? parseJson(text, path) : text;
  },
  jinja: ({ template }, { render }, path) => {
    if (typeof template !== "string") throw hydrationError(path, "it has no template");
    try {
      return render(template);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw hydrationError(path, `its template is wrong in line ${error.line}: ${error.message}`, error);
    }
  },
  workspace_variable: (given, { variables }, path) => {
    const name = variableNameOf(given);
    if (name === undefined) return LEFT_OUT;
    if (variables.has(name)) return variables.get(name);
    throw hydrationError(path, `there is no variable named ${name}`);
  },
};

/** The value with everything in it filled in that says what is to stand in its place. */
export function hydrateValue(given: unknown, filling: Filling, path = ""): unknown {
  if (Array.isArray(given)) {
    return given
      .map((item, index) => hydrateValue(item, filling, `${path}[${index}]`))
      .filter((item) => item !== LEFT_OUT);
  }
  if (!isObject(given)) return given;
  if (KIND in given) return fillIn(given, filling, path);
  const entries = Object.entries(given)
    .map(([key, item]) => [key, hydrateValue(item, filling, path === "" ? key : `${path}.${key}`)] as const)
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

/** A value of a kind that nobody knows is the one it holds. */
function fillIn(given: JsonObject, filling: Filling, path: string): unknown {
  const kind = given[KIND];
  const isKnown = typeof kind === "string" && Object.hasOwn(KINDS, kind);
  return isKnown ? KINDS[kind]!(given, filling, path) : (given.value ?? null);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw hydrationError(path, `it is no JSON: ${(cause as Error).message}`, cause);
  }
}

const hydrationError = (path: string, reason: string, cause?: unknown): ReeveError =>
  new ReeveError("bad_request", `The value of ${path || "the whole"} cannot be filled in: ${reason}.`, {
    cause,
  });

const variableNameOf = ({ variable_name: name }: JsonObject): string | undefined =>
  typeof name === "string" ? name : undefined;

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
