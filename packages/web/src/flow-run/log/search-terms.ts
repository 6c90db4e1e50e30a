/** A log search as the server understands it, so that lines already here are found alike. */
export type SearchTerms = {
  include: string[];
  exclude: string[];
  required: string[];
};

/** Where something stands in a text: from one UTF-16 unit up to another. */
export type Hit = readonly [from: number, to: number];

const BETWEEN_SLASHES = /^\/(.+)\/$/;

const TERM = /([-!+]?)(?:"((?:[^"\\]|\\.)*)"?|(\S+))/g;

/**
 * Reads a search: words find lines with any of them, `+word` must be in a line, `-word` or `!word` must not,
 * and quotes keep words together.
 */
export function parseSearch(query: string): SearchTerms {
  const terms: SearchTerms = { include: [], exclude: [], required: [] };
  for (const [, sign, quoted, bare] of query.matchAll(TERM)) {
    const text = (quoted === undefined ? (bare ?? "") : quoted.replace(/\\(["\\])/g, "$1")).toLowerCase();
    if (text === "" || (sign === "" && /^[-!+]$/.test(text))) continue;
    if (sign === "+") terms.required.push(text);
    else if (sign === "-" || sign === "!") terms.exclude.push(text);
    else terms.include.push(text);
  }
  return terms;
}

/** The regular expression of a search, which stands between two slashes; undefined for words. The server applies it. */
export const parsePattern = (query: string): string | undefined => BETWEEN_SLASHES.exec(query.trim())?.[1];

/** Whether there is anything to look for. */
export const isSearch = ({ include, exclude, required }: SearchTerms): boolean =>
  include.length + exclude.length + required.length > 0;

/** Whether a lower-case text is what the search asks for. */
export function matchesSearch(text: string, { include, exclude, required }: SearchTerms): boolean {
  if (exclude.some((term) => text.includes(term))) return false;
  if (!required.every((term) => text.includes(term))) return false;
  return include.length === 0 || include.some((term) => text.includes(term));
}

/** Where the sought words stand in a text, as [start, end) pairs in order without overlap. */
export function hitsIn(text: string, { include, required }: SearchTerms): Hit[] {
  const lower = text.toLowerCase();
  const hits: Hit[] = [];
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
