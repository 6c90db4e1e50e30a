/** The terms of a text search: one of `include` must occur, none of `exclude`, and all of `required`. */
export type TextSearch = {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly required: readonly string[];
};

// A prefix counts only with a term right after it. A phrase ends at its quote or with the text.
const TERM = /([-!+]?)(?:"((?:\\[\s\S]|[^"\\]|\\$)*)"?|([^\s"]+))/gu;

/**
 * Reads terms separated by spaces: `word` or `"a phrase"` (with `\"` and `\\` in it), each as it is, or behind
 * `-` or `!` to exclude it, or behind `+` to require it. What has no term in it is ignored.
 */
export function parseTextSearch(query: string): TextSearch {
  const search = { include: [] as string[], exclude: [] as string[], required: [] as string[] };
  for (const [, prefix, phrase, word] of query.matchAll(TERM)) {
    const term = word ?? phrase?.replace(/\\(["\\])/g, "$1") ?? "";
    if (term.trim() === "" || (prefix === "" && /^[-!+]$/.test(term))) continue;
    if (prefix === "+") search.required.push(term);
    else if (prefix) search.exclude.push(term);
    else search.include.push(term);
  }
  return search;
}

/** Whether a text passes a search, whatever the case of its letters. */
export function matchesTextSearch({ include, exclude, required }: TextSearch, text: string): boolean {
  const lower = text.toLowerCase();
  const has = (term: string) => lower.includes(term.toLowerCase());
  return required.every(has) && !exclude.some(has) && (include.length === 0 || include.some(has));
}
