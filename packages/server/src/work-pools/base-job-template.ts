import { ReeveError, type WorkPool } from "@reeve/protocol";

export type BaseJobTemplate = WorkPool["base_job_template"];

const PLACEHOLDER = /\{\{\s*([\w.$[\]-]+)\s*\}\}/g;

/** Refuses a template that is not empty and has no variables for what its job configuration leaves open. */
export function checkBaseJobTemplate(template: BaseJobTemplate): void {
  if (Object.keys(template).length === 0) return;
  const { job_configuration: configuration, variables } = template;
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
}

/** The names between double braces in every text of a value, each once. */
function placeholdersOf(value: unknown): string[] {
  const text = JSON.stringify(value) ?? "";
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
