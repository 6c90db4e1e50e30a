import type { Log } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { loadLogs, PAGE_LINES } from "./load-logs.ts";
import { LogStore, nextPage } from "./log-store.ts";

const log = (id: string, second: number, message = id): Log => ({
  id,
  created: null,
  updated: null,
  name: "prefect.flow_runs",
  level: 20,
  message,
  timestamp: `2026-11-22T12:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}.000000Z`,
  flow_run_id: "run",
  task_run_id: null,
});
const ids = (store: LogStore) => store.lines.map((line) => line.id);

describe("LogStore", () => {
  test("keeps lines in the order of their times, each once", () => {
    const store = new LogStore();
    store.add([log("b", 2), log("d", 4)]);
    store.add([log("c", 3), log("b", 2), log("a", 1), log("e", 5)]);
    expect(ids(store)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("counts the lines of a message, a trailing newline not among them", () => {
    const store = new LogStore();
    store.add([log("a", 1, "Traceback\n  File\nValueError\n")]);
    expect(store.lines[0]).toMatchObject({ height: 3, message: "Traceback\n  File\nValueError" });
  });

  test("holds new lines back until those before them have been read", () => {
    const store = new LogStore();
    store.add([log("a", 1)]);
    store.addNew([log("c", 3)]);
    expect(ids(store)).toEqual(["a"]);
    store.add([log("b", 2)]);
    store.setComplete(true);
    store.addNew([log("d", 4)]);
    expect(ids(store)).toEqual(["a", "b", "c", "d"]);
  });

  test("asks for the next page from its last line on, past those of the same time", () => {
    const store = new LogStore();
    expect(nextPage(store.lines)).toBeUndefined();
    store.add([log("a", 1), log("b", 2), log("c", 2)]);
    expect(nextPage(store.lines)).toEqual({ after: "2026-11-22T12:00:02.000000Z", offset: 2 });
  });
});

describe("loadLogs", () => {
  test("reads page after page until a short one", async () => {
    const all = Array.from({ length: PAGE_LINES * 2 + 5 }, (_, index) =>
      log(`l${index + 1000}`, Math.floor(index / 7)),
    );
    const store = new LogStore();
    await loadLogs(
      store,
      async ({ after, offset }) =>
        all
          .filter((line) => after === undefined || line.timestamp >= after)
          .slice(offset, offset + PAGE_LINES),
      new AbortController().signal,
    );
    expect(store.isComplete).toBe(true);
    expect(ids(store)).toEqual(all.map((line) => line.id));
  });

  test("stops when the reader leaves", async () => {
    const leave = new AbortController();
    const store = new LogStore();
    await loadLogs(
      store,
      async () => {
        leave.abort();
        return [log("a", 1)];
      },
      leave.signal,
    );
    expect(ids(store)).toEqual([]);
  });
});
