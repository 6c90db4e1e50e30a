const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds since 1970 of `2d` (that long before `now`), of a day in the user's zone, or of an ISO instant. */
export function parseTimeWord(word: string, now: number): number | undefined {
  const ago = /^(\d{1,6})\s*([smhdw])$/.exec(word);
  if (ago) return now - Number(ago[1]) * (UNIT_MS[ago[2] as string] as number);
  // Without a time a date would be read as UTC; people mean their own day.
  const text = /^\d{4}-\d\d-\d\d$/.test(word) ? `${word}T00:00:00` : word;
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

const WORDS: Readonly<Record<string, string>> = {
  "1h": "past hour",
  "24h": "past 24 h",
  "1d": "past day",
  "7d": "past 7 days",
  "30d": "past 30 days",
};

/** A time word as people say it. */
export function sayTimeWord(word: string): string {
  return WORDS[word] ?? (/^\d+[smhdw]$/.test(word) ? `past ${word}` : word);
}
