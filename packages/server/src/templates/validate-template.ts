import { checkLoops } from "./check-loops.ts";
import { parseTemplate } from "./parse-template.ts";
import { TemplateError } from "./template-error.ts";

/** What is wrong with a template before it is rendered; undefined when it is well formed. */
export function validateTemplate(template: string): TemplateError | undefined {
  try {
    checkLoops(parseTemplate(template));
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}
