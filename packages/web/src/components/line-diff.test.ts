import { expect, test } from "vitest";
import { diffLines } from "./line-diff.ts";

const told = (older: string, newer: string) =>
  diffLines(older, newer)?.map(({ kind, text }) => `${{ same: " ", gone: "-", new: "+" }[kind]}${text}`);

test("lines that stay, go and come are told apart", () => {
  expect(told("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
  expect(told("same", "same")).toEqual([" same"]);
  expect(told("", "a")).toEqual(["-", "+a"]);
});

test("texts that are too long for it are not compared", () => {
  const long = Array.from({ length: 3_000 }, (_, at) => String(at)).join("\n");
  expect(diffLines(long, long)).toBeUndefined();
});
