import { describe, expect, test } from "vitest";
import { describeTerminal, displayWidth, paint, singleLine, truncate } from "./terminal.ts";

describe("a terminal", () => {
  test("shows colours within its width", () => {
    expect(describeTerminal({ isTTY: true, columns: 100 }, {})).toEqual({ width: 100, colors: true });
  });

  test("shows none when NO_COLOR is set or it is a dumb one", () => {
    expect(describeTerminal({ isTTY: true, columns: 80 }, { NO_COLOR: "1" }).colors).toBe(false);
    expect(describeTerminal({ isTTY: true, columns: 80 }, { TERM: "dumb" }).colors).toBe(false);
  });

  test("that is a pipe gets whole lines and no colour, unless colour is forced", () => {
    expect(describeTerminal({}, {})).toEqual({ width: Number.POSITIVE_INFINITY, colors: false });
    expect(describeTerminal({}, { FORCE_COLOR: "1" }).colors).toBe(true);
  });
});

test("text is painted only where colours show", () => {
  expect(paint({ width: 80, colors: true }, "red", "no")).toBe("\u001b[31mno\u001b[39m");
  expect(paint({ width: 80, colors: false }, "red", "no")).toBe("no");
});

test.each([
  ["plain", 5],
  ["世界", 4],
  ["🌍", 2],
  ["👩‍💻", 2],
  ["é", 1],
  ["한국어", 6],
  ["", 0],
])("%s takes the columns a terminal gives it", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ["short", 5, "short"],
  ["too long", 5, "too…"],
  ["世界平和", 5, "世界…"],
  ["👩‍💻👩‍💻👩‍💻", 4, "👩‍💻…"],
])("%s is cut to %i columns without breaking a character", (text, width, cut) => {
  expect(truncate(text, width)).toBe(cut);
});

test("what would move the cursor or change colours is taken out of a cell", () => {
  expect(singleLine("a\nb\tc \u001b[31mred\u001b[0m\u0007 ")).toBe("a b c red");
});
