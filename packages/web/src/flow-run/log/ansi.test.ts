import { expect, test } from "vitest";
import { hasAnsi, parseAnsi, stripAnsi } from "./ansi.ts";

test("colours and weights become spans", () => {
  expect(parseAnsi("a \u001b[1;31mred\u001b[0m b")).toEqual([
    { text: "a " },
    { text: "red", isBold: true, color: 1 },
    { text: " b" },
  ]);
});

test("large palettes and true colours are understood", () => {
  expect(parseAnsi("\u001b[38;5;196mx\u001b[48;2;1;2;3my")).toEqual([
    { text: "x", color: "rgb(255 0 0)" },
    { text: "y", color: "rgb(255 0 0)", background: "rgb(1 2 3)" },
  ]);
});

test("codes that move the cursor vanish", () => {
  expect(stripAnsi("50%\u001b[2K\u001b[1Gdone")).toBe("50%done");
  expect(hasAnsi("plain [31m")).toBe(false);
});
