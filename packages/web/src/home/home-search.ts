import { parseSpan, type Span, spanAddress } from "./home-span.ts";

/** What the page's address says. */
export type HomeSearch = { span: Span; tags: readonly string[]; hidesSubflows: boolean };

/** Reads the address; what makes no sense is as if it were not there. */
export function parseHomeSearch(raw: Readonly<Record<string, unknown>>): HomeSearch {
  const tags = [raw.tag].flat().filter((tag): tag is string => typeof tag === "string" && tag !== "");
  return { span: parseSpan(raw), tags: [...new Set(tags)], hidesSubflows: raw.subflows === "hide" };
}

/** The address of a search; what is as the page starts is left out. */
export const homeAddress = ({ span, tags, hidesSubflows }: HomeSearch): Record<string, unknown> => ({
  ...spanAddress(span),
  tag: tags.length > 0 ? tags : undefined,
  subflows: hidesSubflows ? "hide" : undefined,
});

/** The filters of the run list that mean the same runs. */
export const runFilters = ({ span, tags, hidesSubflows }: HomeSearch): Record<string, unknown> => ({
  ...(span.kind === "past" ? { from: span.word } : { from: span.from, to: span.to }),
  tag: tags.length > 0 ? tags : undefined,
  subflows: hidesSubflows ? "hide" : undefined,
});
