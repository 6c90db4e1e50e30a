/** A log search as the server understands it, so that lines already here are found alike. */
export type SearchTerms = {
  include: string[];
  exclude: string[];
  required: string[];
  /** In place of words: what stands between two slashes. */
  pattern?: RegExp;
};

const BETWEEN_SLASHES = /^\/(.+)\/$/;

const TERM = /([-!+]?)(?:"((?:[^"\\]|\\.)*)"?|(\S+))/g;

/**
 * Reads a search: words find lines with any of them, `+word` must be in a line, `-word` or `!word` must not,
 * and quotes keep words together. What stands between two slashes is a regular expression, if it is one.
 */
export function parseSearch(query: string): SearchTerms {
  const terms: SearchTerms = { include: [], exclude: [], required: [] };
  const pattern = parsePattern(query);
  if (pattern) return { ...terms, pattern };
  for (const [, sign, quoted, bare] of query.matchAll(TERM)) {
    const text = (quoted === undefined ? (bare ?? "") : quoted.replace(/\\(["\\])/g, "$1")).toLowerCase();
    if (text === "" || (sign === "" && /^[-!+]$/.test(text))) continue;
    if (sign === "+") terms.required.push(text);
    else if (sign === "-" || sign === "!") terms.exclude.push(text);
    else terms.include.push(text);
  }
  return terms;
}

/** The regular expression of a search; undefined for words. Only the browser evaluates it: a slow one harms nobody else. */
export function parsePattern(query: string): RegExp | undefined {
  const source = BETWEEN_SLASHES.exec(query.trim())?.[1];
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, "gi");
  } catch {
    return undefined;
  }
}

/** Whether there is anything to look for. */
export const isSearch = ({ include, exclude, required, pattern }: SearchTerms): boolean =>
  pattern !== undefined || include.length + exclude.length + required.length > 0;

/** Whether a lower-case text is what the search asks for. */
export function matchesSearch(text: string, { include, exclude, required, pattern }: SearchTerms): boolean {
  if (pattern) return text.search(pattern) >= 0;
  if (exclude.some((term) => text.includes(term))) return false;
  if (!required.every((term) => text.includes(term))) return false;
  return include.length === 0 || include.some((term) => text.includes(term));
}

/** Where the sought words stand in a text, as [start, end) pairs in order without overlap. */
export function hitsIn(text: string, { include, required, pattern }: SearchTerms): [number, number][] {
  if (pattern) {
    return [...text.matchAll(pattern)]
      .filter(([hit]) => hit !== "")
      .map((match) => [match.index, match.index + match[0].length]);
  }
  const lower = text.toLowerCase();
  const hits: [number, number][] = [];
  for (const term of [...include, ...required]) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) {
      hits.push([at, at + term.length]);
    }
  }
  hits.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = 0;
  return hits.filter(([from, to]) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}
