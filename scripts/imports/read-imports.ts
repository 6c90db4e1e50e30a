/** One import of a source file: the specifier as written, and whether it brings types alone. */
export type Import = { readonly specifier: string; readonly typesOnly: boolean };

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;
// What `import("…")` yields is a value, but in a type: after `typeof`, or with a member that starts with a capital.
const EXPRESSION = /(typeof\s+)?\bimport\(\s*"([^"]+)"\s*\)(\.[A-Z])?/g;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
// Programs that are shown to users stand in templates.
const TEMPLATE = /`(?:\\[\s\S]|[^`\\])*`/g;

/** The imports of a file, static and dynamic, in their order. */
export function readImports(source: string): Import[] {
  const code = source.replace(COMMENT, "").replace(TEMPLATE, "``");
  const statements = [...code.matchAll(STATEMENT)].map(([, type, specifier = ""]) => ({
    specifier,
    typesOnly: type !== undefined,
  }));
  const expressions = [...code.matchAll(EXPRESSION)].map(([, typeOf, specifier = "", member]) => ({
    specifier,
    typesOnly: typeOf !== undefined || member !== undefined,
  }));
  return [...statements, ...expressions];
}
