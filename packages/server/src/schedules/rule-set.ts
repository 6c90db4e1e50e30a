import { ReeveError, type RRuleSchedule } from "@reeve/protocol";
import { parseRule, parseWallTime, type RecurrenceRule, RuleError } from "./recurrence-rule.ts";
import { ruleTimes } from "./rule-times.ts";
import { DAY, type Instant, type WallTime } from "./time-zone.ts";
import { instantsOf, type Span } from "./wall-times.ts";

/** Rules and single times, and those that are taken out of them. */
type RuleSet = {
  readonly rules: readonly RecurrenceRule[];
  readonly times: readonly WallTime[];
  readonly exceptRules: readonly RecurrenceRule[];
  readonly exceptTimes: ReadonlySet<WallTime>;
};

/** Where rules begin that say nothing of it. */
const EARLIEST = "20200101T000000";

// A rule with a COUNT is counted through from its start.
const EARLIEST_START = Date.UTC(1900, 0) * 1000;

// What Python's clients read: about a year of single dates.
const LONGEST_RULE = 6500;

/** A rule as it is kept: one that does not say when it begins is told to. Refuses one that is too long. */
export function withStart(rrule: string): string {
  const rule = /DTSTART/i.test(rrule) ? rrule : `DTSTART:${EARLIEST}\n${rrule}`;
  if (rule.length <= LONGEST_RULE) return rule;
  throw new ReeveError(
    "unprocessable",
    `The recurrence rule has ${rule.length} characters with its start; at most ${LONGEST_RULE} are kept.`,
  );
}

/** The instants of a span at which the clocks of the timezone show a time of the rules. */
export function ruleSetTimes({ rrule, timezone }: RRuleSchedule, span: Span): Iterable<Instant> {
  const set = parseRuleSet(rrule);
  return instantsOf(timezone ?? "UTC", span, (from) => timesOf(set, from, span.end + DAY));
}

// Enough for every exception that somebody wrote down; beyond it a rule is taken to be excepted as a whole.
const MOST_EXCEPTED_IN_A_ROW = 1000;

function* timesOf(set: RuleSet, from: WallTime, to: WallTime): Generator<WallTime> {
  const series = set.rules.map((rule) => ruleTimes(rule, from, to));
  let excepted = 0;
  for (const time of merge([...series, set.times.filter((single) => single >= from)[Symbol.iterator]()])) {
    excepted = isExcepted(set, time) ? excepted + 1 : 0;
    if (excepted === 0) yield time;
    if (excepted > MOST_EXCEPTED_IN_A_ROW) return;
  }
}

/** The values of several ascending series in order, each once. */
function* merge(series: readonly Iterator<number>[]): Generator<number> {
  const heads = series.map((one) => one.next().value as number | undefined);
  for (;;) {
    const next = Math.min(...heads.map((head) => head ?? Number.POSITIVE_INFINITY));
    if (next === Number.POSITIVE_INFINITY) return;
    yield next;
    for (const [index, head] of heads.entries()) {
      if (head === next) heads[index] = series[index]!.next().value as number | undefined;
    }
  }
}

const isExcepted = ({ exceptRules, exceptTimes }: RuleSet, time: WallTime): boolean =>
  exceptTimes.has(time) || exceptRules.some((rule) => !ruleTimes(rule, time, time).next().done);

/**
 * Reads lines of RFC 5545 as Python's dateutil does: RRULE, EXRULE, RDATE, EXDATE and DTSTART, on lines or between
 * spaces; a line without a name is a rule. Refuses what it cannot read.
 */
export function parseRuleSet(rrule: string): RuleSet {
  try {
    return readLines(rrule.toUpperCase().trim().split(/\s+/));
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const shown = rrule.length > 100 ? `${rrule.slice(0, 100)}…` : rrule;
    throw new ReeveError("unprocessable", `The recurrence rule "${shown}" cannot be used: ${error.message}.`);
  }
}

function readLines(lines: readonly string[]): RuleSet {
  const values: Record<string, string[]> = { DTSTART: [], RRULE: [], EXRULE: [], RDATE: [], EXDATE: [] };
  for (const line of lines) {
    const [, name = "RRULE", value = line] = /^([^:=]+(?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    const list = values[name.split(";")[0]!];
    if (!list) throw new RuleError(`"${name}" is none of ${Object.keys(values).join(", ")}`);
    list.push(value);
  }
  const start = parseWallTime(values.DTSTART!.at(-1) ?? EARLIEST);
  checkSpelling(lines);
  if (start < EARLIEST_START) throw new RuleError("it begins before the year 1900");
  const timesIn = (lists: readonly string[]) => lists.flatMap((list) => list.split(",").map(parseWallTime));
  const set = {
    rules: values.RRULE!.map((value) => parseRule(value, start)),
    times: timesIn(values.RDATE!).sort((a, b) => a - b),
    exceptRules: values.EXRULE!.map((value) => parseRule(value, start)),
    exceptTimes: new Set(timesIn(values.EXDATE!)),
  };
  if (set.rules.length + set.times.length === 0) throw new RuleError("it has neither an RRULE nor an RDATE");
  return set;
}

/** Python's clients, which read every rule that is kept, refuse an end in UTC where the start is not, and the reverse. */
function checkSpelling(lines: readonly string[]): void {
  const isZoned = lines.some((line) => /^DTSTART(;.*TZID=|.*Z$)/.test(line));
  const end = lines
    .join(";")
    .match(/UNTIL=[^;]*/g)
    ?.find((until) => until.endsWith("Z") !== isZoned);
  if (end) {
    throw new RuleError(
      `${end} must be written ${isZoned ? "with" : "without"} a Z at its end, as DTSTART is`,
    );
  }
}
