import { expect, test } from "vitest";
import { toLogLine } from "./log-store.ts";
import { marksOfPattern, marksOfWords } from "./marks.ts";
import { parseSearch } from "./search-terms.ts";

const line = toLogLine({
  id: "one",
  created: null,
  updated: null,
  name: "flow",
  level: 20,
  timestamp: "2026-01-01T00:00:00Z",
  message: "first 12\nsecond 34",
  flow_run_id: null,
  task_run_id: null,
});

test("what the server found is marked as far as it is shown", () => {
  const marks = marksOfPattern(
    new Map([
      [
        "one",
        [
          [6, 8],
          [16, 18],
        ] as const,
      ],
    ]),
  );
  expect(marks.inLine(line, line.message)).toEqual([
    [6, 8],
    [16, 18],
  ]);
  expect(marks.inLine(line, "first 1")).toEqual([[6, 7]]);
  expect(marks.inLine({ ...line, id: "other" }, line.message)).toEqual([]);
});

test("words are marked in whatever is shown", () => {
  expect(marksOfWords(parseSearch("first")).inPart("the first")).toEqual([[4, 9]]);
});
