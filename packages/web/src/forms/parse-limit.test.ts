import { expect, test } from "vitest";
import { parseLimit } from "./parse-limit.ts";

test("a limit is a whole number, and an empty field is none", () => {
  expect(parseLimit(" 12 ")).toEqual({ value: 12 });
  expect(parseLimit(" ")).toEqual({ value: null });
});

test.each(["-1", "1.5", "many"])("%s is no limit", (text) => {
  expect(parseLimit(text)).toHaveProperty("fault");
});
