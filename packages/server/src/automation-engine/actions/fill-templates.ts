import { ReeveError } from "@reeve/protocol";
import { hydrateParameters } from "../../hydration/hydrate-parameters.ts";
import type { Acting } from "./acting.ts";
import { ActionFailed } from "./action-failed.ts";

type Values = Record<string, unknown>;

/** Nothing but one value in double braces, which need not be a text. */
const SOLE_VALUE = /^\s*\{\{(?!.*\}\}.*\{\{)(.*)\}\}\s*$/s;

/** Parameters with all that is filled in: texts that are templates, and values that say what is to stand there. */
export async function fillTemplates(acting: Acting, parameters: Values): Promise<Values> {
  const templates = [...templatesIn(markTemplates(parameters))];
  const texts = await acting.render(templates);
  const rendered = new Map(templates.map((template, index) => [template, texts[index]!]));
  try {
    return await hydrateParameters(
      acting.context.db.reader,
      markTemplates(parameters) as Values,
      (template) => rendered.get(template) ?? "",
    );
  } catch (error) {
    if (error instanceof ReeveError) throw new ActionFailed(error.message);
    throw error;
  }
}

/** Texts that are templates, as values that say so. One that is a single value keeps what it is: a number, a list. */
function markTemplates(value: unknown): unknown {
  if (typeof value === "string") return markTemplate(value);
  if (Array.isArray(value)) return value.map(markTemplates);
  if (typeof value !== "object" || value === null) return value;
  if ("__prefect_kind" in value && value.__prefect_kind === "jinja") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, markTemplates(part)]));
}

function markTemplate(text: string): unknown {
  if (!/\{\{|\{%/.test(text)) return text;
  const sole = SOLE_VALUE.exec(text)?.[1];
  if (sole === undefined) return { __prefect_kind: "jinja", template: text };
  const template = `{{ (${sole}) | default(none) | tojson }}`;
  return { __prefect_kind: "json", value: { __prefect_kind: "jinja", template } };
}

/** Every template in the values, each once. */
function templatesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  if ("template" in value && "__prefect_kind" in value && typeof value.template === "string") {
    found.add(value.template);
  }
  for (const part of Object.values(value)) templatesIn(part, found);
  return found;
}
