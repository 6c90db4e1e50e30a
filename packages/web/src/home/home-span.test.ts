import { expect, test } from "vitest";
import {
  inSpan,
  PAST_SPANS,
  parseSpan,
  spanAddress,
  spanAfter,
  spanBefore,
  spanBetween,
} from "./home-span.ts";

const HOUR_MS = 3_600_000;
const now = Date.parse("2026-11-22T12:00:30.000Z");
const [hour] = PAST_SPANS;

test("a span of one's own is in the address, and what makes no sense there is a day", () => {
  const address = { from: "2026-11-21T08:00:00.000Z", to: "2026-11-21T20:00:00.000Z" };
  const span = parseSpan(address);
  expect(span).toEqual({ kind: "between", ...address, seconds: 12 * 3_600 });
  expect(spanAddress(span)).toEqual(address);
  const [one, other] = [address.to, address.from];
  for (const raw of [
    { from: one, to: other },
    { from: one },
    { from: "soon", to: "late" },
    { from: "900d", to: "1h" },
  ])
    expect(spanAddress(parseSpan(raw))).toEqual({ span: undefined });
});

test("one goes back by its own length, and forward until it is up to now again", () => {
  const before = spanBefore(hour!, now)!;
  expect(before).toMatchObject({ from: "2026-11-22T10:00:00.000Z", to: "2026-11-22T11:00:00.000Z" });
  const earlier = spanBefore(before, now)!;
  expect(earlier).toMatchObject({ from: "2026-11-22T09:00:00.000Z", to: "2026-11-22T10:00:00.000Z" });
  expect(spanAfter(earlier, now)).toEqual(before);
  expect(spanAfter(before, now)).toBe(hour);
  expect(spanAfter(hour!, now)).toBeUndefined();
  const twoHours = spanBetween(now - 3 * HOUR_MS, now - HOUR_MS)!;
  expect(spanAfter(twoHours, now)).toMatchObject({ to: "2026-11-22T13:00:30.000Z" });
  expect(spanAfter(spanBetween(now - HOUR_MS, now)!, now)).toBeUndefined();
});

test("it is said as people would say it", () => {
  expect(inSpan(hour!)).toBe("in the past hour");
  const old = spanBetween(Date.UTC(2019, 4, 1, 12), Date.UTC(2019, 4, 2, 12))!;
  expect(inSpan(old)).toMatch(/^from \d May 2019.* to \d May 2019/);
});
