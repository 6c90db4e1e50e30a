import { expect, test } from "vitest";
import type { LogLine } from "./log-store.ts";
import { hitsIn, matchesSearch, parsePattern, parseSearch } from "./search-terms.ts";
import { visibleLines } from "./visible-lines.ts";

const line = (message: string, level = 20, taskRunId: string | null = null): LogLine => ({
  id: message,
  timestamp: "",
  level,
  message,
  taskRunId,
  flowRunId: "run",
  name: "prefect.task_runs",
  height: 1,
});
const lines = [line("Loaded 12 rows", 20, "t1"), line("price missing", 40, "t1"), line("done", 20)];
const filter = { levels: new Set<never>(), find: "", taskRunId: undefined };

test("levels are counted under the search and the task, whichever are chosen", () => {
  const { counts, lines: shown } = visibleLines(lines, {
    ...filter,
    levels: new Set(["error"]),
    taskRunId: "t1",
  });
  expect(counts).toEqual({ debug: 0, info: 1, warning: 0, error: 1 });
  expect(shown.map((entry) => entry.message)).toEqual(["price missing"]);
});

test("a search finds any of its words, in the message or the logger's name", () => {
  const found = (find: string) =>
    visibleLines(lines, { ...filter, find }).lines.map((entry) => entry.message);
  expect(found("ROWS done")).toEqual(["Loaded 12 rows", "done"]);
  expect(found("task_runs -done")).toEqual(["Loaded 12 rows", "price missing"]);
});

test("signs and quotes of a search mean what they mean on the server", () => {
  expect(parseSearch('error +disk -"is fine" !x - ')).toEqual({
    include: ["error"],
    required: ["disk"],
    exclude: ["is fine", "x"],
  });
  expect(parseSearch(String.raw`"say \"hi\""`).include).toEqual(['say "hi"']);
  expect(matchesSearch("disk error", parseSearch("+disk warning"))).toBe(false);
});

test("hits are found in order without overlap", () => {
  expect(hitsIn("Error: an error", parseSearch("error err"))).toEqual([
    [0, 5],
    [10, 15],
  ]);
});

test("what stands between slashes is a regular expression", () => {
  expect(parsePattern(" /\\d+ ROWS/ ")).toBe("\\d+ ROWS");
  expect([parsePattern("a/b/c"), parsePattern("//"), parsePattern("/tmp")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("only the lines of one attempt are shown when that is asked for", () => {
  const timed = ["1", "2", "3"].map((second) => ({
    ...line(second),
    timestamp: `2026-01-01T00:00:0${second}Z`,
  }));
  const span = { from: "2026-01-01T00:00:02Z", to: "2026-01-01T00:00:03Z" };
  expect(visibleLines(timed, { ...filter, span }).lines.map(({ id }) => id)).toEqual(["2"]);
  expect(visibleLines(timed, { ...filter, span: { ...span, to: undefined } }).lines).toHaveLength(2);
});
