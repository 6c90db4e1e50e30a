import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Schedule, Timestamp } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { parseCron } from "./cron-expression.ts";
import { scheduleTimes } from "./schedule-times.ts";

const PYTHON = fileURLToPath(new URL("../../../../.venv/test/bin/python", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../test/python/schedule_times.py", import.meta.url));

type Case = { schedule: Schedule; span: [Timestamp, Timestamp]; decides: "calendar" | "prefect" };

/** What Python answers to the cases. */
function askPython(cases: readonly (Case | string)[]): unknown[] {
  const input = JSON.stringify(cases);
  const { status, stdout, stderr } = spawnSync(PYTHON, [PROGRAM], {
    input,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

function expectPythonsTimes(cases: readonly Case[], theirs: readonly Timestamp[][]): void {
  const differences = cases.flatMap(({ schedule, span }, index) => {
    const [ours, others] = [new Set(scheduleTimes(schedule, ...span)), new Set(theirs[index])];
    const [missing, surplus] = [others.difference(ours), ours.difference(others)];
    if (missing.size + surplus.size === 0) return [];
    return [{ schedule, missing: [...missing].slice(0, 3), surplus: [...surplus].slice(0, 3) }];
  });
  expect(differences).toEqual([]);
  expect(theirs.reduce((sum, times) => sum + times.length, 0)).toBeGreaterThan(5000);
}

// Among them half an hour of daylight saving, a zone that gave it up, one that suspends it for a month, and one that
// left out a day.
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Pacific/Apia",
];

const TEN_YEARS: [Timestamp, Timestamp] = ["2011-06-01T00:00:00.000000Z", "2021-06-01T00:00:00.000000Z"];
const CRONS = [
  "30 2 * * *",
  "0 0 * * 0,6",
  "15 0 1 * *",
  "30 1 L * *",
  "0 12 * * fri#2",
  "0 12 * * L5",
  "0 0 29 2 *",
];
const RULES = [
  "RRULE:FREQ=DAILY",
  "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU;WKST=SU",
  "RRULE:FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
  "RRULE:FREQ=YEARLY;BYDAY=20MO,-1FR;BYHOUR=2,3",
  "RRULE:FREQ=DAILY;COUNT=3000;INTERVAL=2",
  "RRULE:FREQ=YEARLY;BYEASTER=-2,0",
  "RRULE:FREQ=YEARLY;BYYEARDAY=1,-1\nEXRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1\nRDATE:20160301T020000\nEXDATE:20171231T023000",
];
const INTERVAL_DAYS = [1, 1.5, 7, 30];
// A time of the day that none of the zones leaves out.
const ANCHOR = "2011-01-01T21:30:00.123456Z";

const tenYears: readonly Case[] = ZONES.flatMap((timezone) => {
  const of = (schedule: Schedule): Case => ({ schedule, span: TEN_YEARS, decides: "calendar" });
  return [
    ...CRONS.map((cron) => of({ cron, timezone, day_or: true })),
    of({ cron: "0 3 1-7 * mon", timezone, day_or: false }),
    of({ cron: "30 0 13 jan-mar/2 5", timezone, day_or: true }),
    ...RULES.map((rule) => of({ rrule: `DTSTART:20100131T023000\n${rule}`, timezone })),
    ...INTERVAL_DAYS.map((days) => of({ interval: days * 86_400, anchor_date: ANCHOR, timezone })),
  ];
});

// The days around the changes of the clocks.
const CHANGES = [
  "2018-03-10",
  "2018-03-24",
  "2018-04-06",
  "2018-10-06",
  "2018-10-27",
  "2018-11-03",
  "2018-05-12",
];

const spansOfChanges = CHANGES.map((day): Case["span"] => [
  `${day}T05:13:20.500000Z`,
  `${day.slice(0, 8)}${String(Number(day.slice(8)) + 3).padStart(2, "0")}T06:17:11.000000Z`,
]);
const frequentRules = [
  "RRULE:FREQ=HOURLY",
  "RRULE:FREQ=MINUTELY;INTERVAL=35",
  "RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=900;BYMINUTE=10,20,40;BYSETPOS=1,-1",
];
const changes: readonly Case[] = ZONES.flatMap((timezone) =>
  spansOfChanges.flatMap((span): Case[] => {
    const crons = ["0 * * * *", "*/15 * * * *", "30 2 * * *"].map((cron) => ({
      cron,
      timezone,
      day_or: true,
    }));
    const rules = frequentRules.map((rule) => ({ rrule: `DTSTART:20180101T001500\n${rule}`, timezone }));
    const daily = { interval: 86_400, anchor_date: ANCHOR, timezone };
    return [
      ...[...crons, daily].map((schedule): Case => ({ schedule, span, decides: "prefect" })),
      ...[...rules, { ...daily, interval: 5400 }].map(
        (schedule): Case => ({ schedule, span, decides: "calendar" }),
      ),
    ];
  }),
);

const number = (low: number, high: number) => fc.integer({ min: low, max: high }).map(String);

/** A field as people write it, and sometimes as they should not. */
function field(low: number, high: number, ...others: string[]): fc.Arbitrary<string> {
  const value = fc.oneof(
    { weight: 9, arbitrary: number(low, high) },
    { weight: 1, arbitrary: fc.constantFrom("0", "7", "60", "x", "", ...others) },
  );
  const span = fc.oneof(
    fc.constant("*"),
    value,
    fc.tuple(value, value).map((ends) => ends.join("-")),
  );
  const item = fc.oneof(
    span,
    fc.tuple(span, number(0, 40)).map((parts) => parts.join("/")),
  );
  return fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => items.join(","));
}

const cronExpressions = fc
  .tuple(
    field(0, 59),
    field(0, 23),
    field(1, 31, "L", "l", "?", "28-l", "1-l/3"),
    field(1, 12, "jan", "MAY", "dec"),
    field(0, 6, "sun", "Fri", "1#2", "sat#5", "mon-wed#1", "L5", "l0", "?", "2#6"),
    fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: number(0, 60) }),
  )
  .map((fields) => fields.join(" ").trim());

/** What croniter gets wrong: it takes `#` and `L5` for all that counts, and goes astray after a short month. */
const isUnreliable = (cron: string): boolean => {
  const [, , dayOfMonth, , dayOfWeek] = cron.split(" ");
  return /#|l\d/i.test(dayOfWeek!) || /\*\/|l|29|30|31|-/i.test(dayOfMonth!);
};

const expressions = fc.sample(cronExpressions, { numRuns: 1500, seed: 7 });
const isRead = (cron: string) => {
  try {
    return parseCron(cron) !== undefined;
  } catch {
    return false;
  }
};
const samples = expressions
  .filter((cron) => isRead(cron) && !isUnreliable(cron))
  .slice(0, 60)
  .map((cron, index): Case => {
    const span: Case["span"] = ["2024-02-27T10:11:12.000000Z", "2024-03-08T10:00:00.000000Z"];
    return { schedule: { cron, timezone: null, day_or: index % 2 === 0 }, span, decides: "calendar" };
  });

let answers: { tenYears: Timestamp[][]; changes: Timestamp[][]; samples: Timestamp[][]; isKnown: boolean[] };
beforeAll(() => {
  const all = askPython([...tenYears, ...changes, ...samples, ...expressions]);
  const next = <T>({ length }: readonly unknown[]) => all.splice(0, length) as T[];
  answers = {
    tenYears: next(tenYears),
    changes: next(changes),
    samples: next(samples),
    isKnown: next(expressions),
  };
}, 120_000);

test("over ten years and in every zone, schedules are due when Python finds them due", () => {
  expectPythonsTimes(tenYears, answers.tenYears);
});

test("while clocks change, schedules are due when Python finds them due", () => {
  expectPythonsTimes(changes, answers.changes);
});

test("any cron expression is read as croniter reads it", () => {
  expectPythonsTimes(samples, answers.samples);
  expect(expressions.filter((cron, index) => isRead(cron) && !answers.isKnown[index])).toEqual([]);
  const known = answers.isKnown.filter(Boolean).length;
  expect(expressions.filter(isRead).length / known).toBeGreaterThan(0.9);
});
