import { parseTimeWord } from "../flow-runs/time-word.ts";
import { zonedFormat } from "../times/zoned-format.ts";

/** The stretch of time that the page is about: up to now, or between two instants (ISO 8601). */
export type Span =
  | { kind: "past"; word: string; label: string; seconds: number }
  | { kind: "between"; from: string; to: string; seconds: number };
type Past = Extract<Span, { kind: "past" }>;
type Between = Extract<Span, { kind: "between" }>;

const HOUR = 3_600;
const DAY_SECONDS = 24 * HOUR;

/** The spans up to now, by their word in the address. */
export const PAST_SPANS: readonly Past[] = [
  { kind: "past", word: "1h", label: "Past hour", seconds: HOUR },
  { kind: "past", word: "24h", label: "Past 24 hours", seconds: DAY_SECONDS },
  { kind: "past", word: "7d", label: "Past 7 days", seconds: 7 * DAY_SECONDS },
  { kind: "past", word: "30d", label: "Past 30 days", seconds: 30 * DAY_SECONDS },
];
const DAY = PAST_SPANS[1] as Past;

// The server looks over no less and no more.
export const LEAST_SECONDS = 60;
export const MOST_SECONDS = 366 * DAY_SECONDS;

/** Reads it from an address: `span=7d`, or `from` and `to`; a day where that makes no sense. */
export function parseSpan(raw: Readonly<Record<string, unknown>>): Span {
  const at = (word: unknown) => (typeof word === "string" ? parseTimeWord(word, Date.now()) : undefined);
  const [from, to] = [at(raw.from), at(raw.to)];
  const between = from !== undefined && to !== undefined ? spanBetween(from, to) : undefined;
  return between ?? PAST_SPANS.find(({ word }) => word === raw.span) ?? DAY;
}

/** The span between two instants (ms); undefined where that is too short, too long or the wrong way round. */
export function spanBetween(from: number, to: number): Between | undefined {
  const seconds = Math.round((to - from) / 1_000);
  if (!(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) return undefined;
  return { kind: "between", from: new Date(from).toISOString(), to: new Date(to).toISOString(), seconds };
}

/** Its part of the address; nothing for what the page starts with. */
export function spanAddress(span: Span): Record<string, string | undefined> {
  if (span.kind === "between") return { from: span.from, to: span.to };
  return { span: span === DAY ? undefined : span.word };
}

const moment = zonedFormat({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const momentOfYear = zonedFormat({
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** "Past 7 days", "21 Nov, 14:00 – 22 Nov, 14:00". */
export function spanLabel(span: Span): string {
  return span.kind === "past" ? span.label : bounds(span).join(" – ");
}

/** "in the past 7 days", "from 21 Nov, 14:00 to 22 Nov, 14:00". */
export function inSpan(span: Span): string {
  if (span.kind === "past") return `in the ${span.label.toLowerCase()}`;
  const [from, to] = bounds(span);
  return `from ${from} to ${to}`;
}

function bounds({ from, to }: Between): [string, string] {
  const isThisYear = [from, to].every((one) => one.slice(0, 4) === new Date().toISOString().slice(0, 4));
  const format = isThisYear ? moment : momentOfYear;
  return [format(Date.parse(from)), format(Date.parse(to))];
}

/** The span of the same length before it. */
export function spanBefore(span: Span, now: number): Span | undefined {
  const from = startOfSpan(span, now);
  return spanBetween(from - span.seconds * 1_000, from);
}

/** The span of the same length after it, which is one up to now where it reaches that far; undefined where it has not begun. */
export function spanAfter(span: Span, now: number): Span | undefined {
  if (span.kind === "past") return undefined;
  const to = Date.parse(span.to);
  if (to >= now) return undefined;
  const next = to + span.seconds * 1_000;
  const past =
    next >= now - LEAST_SECONDS * 1_000 && PAST_SPANS.find(({ seconds }) => seconds === span.seconds);
  return past || spanBetween(to, next);
}

/** When it begins (ms); of a span up to now in whole minutes, for addresses that can be read. */
export const startOfSpan = (span: Span, now: number): number =>
  span.kind === "between" ? Date.parse(span.from) : Math.floor(now / 60_000) * 60_000 - span.seconds * 1_000;
