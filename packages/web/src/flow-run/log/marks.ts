import type { LogLine } from "./log-store.ts";
import { type Hit, hitsIn, type SearchTerms } from "./search-terms.ts";

/** Where what was sought stands in a line, and in a part of one that has a colour of its own. */
export type Marks = {
  inLine: (line: LogLine, shown: string) => readonly Hit[];
  inPart: (text: string) => readonly Hit[];
};

/** The marks of a search for words. */
export function marksOfWords(terms: SearchTerms): Marks {
  return { inLine: (_, shown) => hitsIn(shown, terms), inPart: (text) => hitsIn(text, terms) };
}

/** Those of an expression, which the server has found in whole messages; coloured lines are only listed. */
export function marksOfPattern(hits: ReadonlyMap<string, readonly Hit[]>): Marks {
  const inLine: Marks["inLine"] = ({ id }, shown) =>
    // Of a line that is folded the beginning alone is shown.
    (hits.get(id) ?? []).flatMap(([from, to]) =>
      from < shown.length ? [[from, Math.min(to, shown.length)] as const] : [],
    );
  return { inLine, inPart: () => [] };
}
