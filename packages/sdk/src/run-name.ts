/** Text in which `{parameter}` stands for that parameter, or a function of the arguments. */
export type RunName<A extends readonly unknown[]> = string | ((...args: A) => string);

/** Fills in a run name's template from the named values; a placeholder without a value stays as it is. */
export function fillRunName(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([\w$]+)\}/g, (placeholder, name: string) =>
    name in values ? String(values[name]) : placeholder,
  );
}
