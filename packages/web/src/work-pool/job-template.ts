import type { JsonSchema } from "../schema-form/json-schema.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** A pool's base job template: what a job is made of, and the variables in it with their defaults. */
export type JobTemplate = { readonly [key: string]: unknown; readonly variables?: JsonSchema };

/** The variables' defaults by their names. */
export function defaultsOf(template: JobTemplate): Values {
  const found: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(template.variables?.properties ?? {})) {
    if (property.default !== undefined) found[name] = property.default;
  }
  return found;
}

/** The template with these defaults and no others; a variable without one loses what it had. */
export function withDefaults(template: JobTemplate, values: Values): JobTemplate {
  const { variables } = template;
  if (!variables?.properties) return template;
  const properties: Record<string, JsonSchema> = {};
  for (const [name, { default: _, ...property }] of Object.entries(variables.properties)) {
    properties[name] = values[name] === undefined ? property : { ...property, default: values[name] };
  }
  return { ...template, variables: { ...variables, properties } };
}
