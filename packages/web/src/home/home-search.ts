/** The spans of time the page can look back on, by their word in the address. */
export const SPANS = [
  { word: "1h", label: "Past hour", seconds: 3_600 },
  { word: "24h", label: "Past 24 hours", seconds: 86_400 },
  { word: "7d", label: "Past 7 days", seconds: 7 * 86_400 },
  { word: "30d", label: "Past 30 days", seconds: 30 * 86_400 },
] as const;

export type Span = (typeof SPANS)[number];

const DAY: Span = SPANS[1];

/** What the page's address says. */
export type HomeSearch = { span: Span; tags: readonly string[]; hidesSubflows: boolean };

/** Reads the address; what makes no sense is as if it were not there. */
export function parseHomeSearch(raw: Readonly<Record<string, unknown>>): HomeSearch {
  const tags = [raw.tag].flat().filter((tag): tag is string => typeof tag === "string" && tag !== "");
  return {
    span: SPANS.find(({ word }) => word === raw.span) ?? DAY,
    tags: [...new Set(tags)],
    hidesSubflows: raw.subflows === "hide",
  };
}

/** The address of a search; what is as the page starts is left out. */
export const homeAddress = ({ span, tags, hidesSubflows }: HomeSearch): Record<string, unknown> => ({
  span: span === DAY ? undefined : span.word,
  tag: tags.length > 0 ? tags : undefined,
  subflows: hidesSubflows ? "hide" : undefined,
});

/** The filters of the run list that mean the same runs. */
export const runFilters = ({ span, tags, hidesSubflows }: HomeSearch): Record<string, unknown> => ({
  from: span.word,
  tag: tags.length > 0 ? tags : undefined,
  subflows: hidesSubflows ? "hide" : undefined,
});
