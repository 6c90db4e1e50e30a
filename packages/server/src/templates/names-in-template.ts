import { tokenize } from "./tokenize.ts";

/**
 * The names that stand in a template's tags, whatever they are there for: what need not be loaded for it is what is
 * not among them. A template that is not well formed has none, as rendering it will say why.
 */
export function namesInTemplate(template: string): ReadonlySet<string> {
  try {
    const names = tokenize(template).filter(({ kind }) => kind === "name");
    return new Set(names.map(({ value }) => value));
  } catch {
    return new Set();
  }
}
