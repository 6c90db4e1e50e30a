/** What stands in text as `{{ name }}`, and the whole text of the placeholder. */
export type Placeholder = { name: string; text: string };

const PLACEHOLDER = /\{\{\s*([\w.\-:$[\]]+)\s*\}\}/g;

/** The placeholders anywhere in a value, each name once. */
export function placeholdersIn(value: unknown): Placeholder[] {
  const found = new Map<string, Placeholder>();
  visitTexts(value, (text) => {
    for (const [whole, name] of text.matchAll(PLACEHOLDER)) found.set(name!, { name: name!, text: whole });
  });
  return [...found.values()];
}

/**
 * Fills the placeholders in a value with what is known under their names. A text that is nothing but a placeholder
 * becomes the value itself, whatever its type; inside of other text it is spelled out. Names that are not known
 * stay as they are, unless `removeUnknown`: then an object loses the key, and text the placeholder.
 */
export function fillPlaceholders(
  value: unknown,
  known: Readonly<Record<string, unknown>>,
  { removeUnknown = false }: { removeUnknown?: boolean } = {},
): unknown {
  if (typeof value === "string") return fillText(value, known, removeUnknown);
  if (Array.isArray(value)) {
    return value
      .map((item) => fillPlaceholders(item, known, { removeUnknown }))
      .filter((item) => item !== undefined);
  }
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).map(
    ([key, item]) => [key, fillPlaceholders(item, known, { removeUnknown })] as const,
  );
  return Object.fromEntries(filled.filter(([, item]) => item !== undefined));
}

function fillText(text: string, known: Readonly<Record<string, unknown>>, removeUnknown: boolean): unknown {
  const [only] = text.matchAll(PLACEHOLDER);
  if (only && only[0] === text.trim()) {
    const name = only[1]!;
    if (Object.hasOwn(known, name)) return known[name];
    return removeUnknown ? undefined : text;
  }
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    if (Object.hasOwn(known, name)) return spell(known[name]);
    return removeUnknown ? "" : whole;
  });
}

const spell = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function visitTexts(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) visitTexts(item, visit);
  }
}
