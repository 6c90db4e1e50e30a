import { ReeveError, type WorkPool } from "@reeve/protocol";
import { findFaults, type SchemaFault } from "../parameter-schemas/find-faults.ts";

type BaseJobTemplate = WorkPool["base_job_template"];
type Variables = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{\{\s*([\w.$[\]-]+)\s*\}\}/g;

/**
 * Refuses a template that is not empty and has no variables for what its job configuration leaves open, or whose
 * variables have defaults that they themselves do not allow.
 */
export function checkBaseJobTemplate(template: BaseJobTemplate): void {
  if (Object.keys(template).length === 0) return;
  const { job_configuration: configuration, variables } = asPlain(template);
  if (!isRecord(configuration) || !isRecord(variables)) {
    throw new ReeveError(
      "unprocessable",
      "The base job template needs both job_configuration and variables, each an object; or leave it empty.",
    );
  }
  const { properties } = variables;
  const declared = isRecord(properties) ? properties : {};
  const undeclared = placeholdersOf(configuration).filter((name) => !Object.hasOwn(declared, name));
  if (undeclared.length > 0) {
    throw new ReeveError(
      "unprocessable",
      `The job configuration uses ${undeclared.join(", ")}, which variables.properties of the base job template does not have; add them there.`,
    );
  }
  const faults = faultsOf(defaultsOf(declared), variables, { ignoreRequired: true });
  refuse(faults, "The defaults of the base job template's variables do not fit their schema");
}

/** Refuses job variables that, with the pool's defaults where they are silent, are not what its template asks for. */
export function checkJobVariables(
  template: BaseJobTemplate,
  given: Variables,
  options: { ignoreRequired?: boolean } = {},
): void {
  const { variables } = asPlain(template);
  if (!isRecord(variables)) return;
  const { properties } = variables;
  const defaults = isRecord(properties) ? defaultsOf(properties) : {};
  const faults = faultsOf({ ...defaults, ...asPlain(given) }, variables, options);
  refuse(faults, "The job variables do not fit the work pool's base job template");
}

/** What is wrong with variables, but for those that a placeholder or a block stands for, as nobody knows them yet. */
function faultsOf(variables: Variables, schema: Variables, options: { ignoreRequired?: boolean }) {
  const isKnown = ([name]: SchemaFault["path"]) =>
    !/\{\{|"block_document_id"/.test(textOf(variables[name ?? ""]));
  return findFaults(variables, schema, options).filter(({ path }) => isKnown(path));
}

function refuse(faults: readonly SchemaFault[], what: string): void {
  if (faults.length === 0) return;
  const reasons = faults.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
  throw new ReeveError("unprocessable", `${what}: ${reasons.join("; ")}.`);
}

function defaultsOf(properties: Variables): Variables {
  const entries = Object.entries(properties).flatMap(([name, property]) =>
    isRecord(property) && property.default != null ? [[name, property.default] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** The same with all numbers as JavaScript has them. */
const asPlain = (value: Variables): Variables => JSON.parse(textOf(value));

/** The names between double braces in every text of a value, each once. */
const placeholdersOf = (value: unknown): string[] => [
  ...new Set([...textOf(value).matchAll(PLACEHOLDER)].map(([, name = ""]) => name)),
];

const textOf = (value: unknown): string => JSON.stringify(value) ?? "";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
