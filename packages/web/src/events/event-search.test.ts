import { expect, test } from "vitest";
import { barsOf, eventFilter, parseEventSearch } from "./event-search.ts";

const NOW = Date.parse("2030-01-02T00:00:00Z");

test("an address without anything asks for the past day", () => {
  const search = parseEventSearch({});
  expect(eventFilter(search, NOW)).toEqual({
    occurred: { since: "2030-01-01T00:00:00.000Z", until: "2030-01-02T00:00:00.000Z" },
  });
  expect(barsOf(search)).toEqual({ time_unit: "minute", time_interval: 30 });
});

test("an address narrows by text, kind, resource and a stretch of time, in bars of a fitting length", () => {
  const search = parseEventSearch({
    q: "price",
    kind: "flow-run",
    resource: "prefect.flow.1",
    from: "2030-01-01T10:00:00Z",
    to: "2030-01-01T10:30:00Z",
  });
  expect(eventFilter(search, NOW)).toEqual({
    occurred: { since: "2030-01-01T10:00:00.000Z", until: "2030-01-01T10:30:00.000Z" },
    text: { query: "price" },
    event: { prefix: ["prefect.flow-run."] },
    any_resource: { id: ["prefect.flow.1"] },
  });
  expect(barsOf(search)).toEqual({ time_unit: "second", time_interval: 60 });
});

test("what makes no sense in an address is left out", () => {
  const search = parseEventSearch({ kind: "nothing", span: "forever", from: "x", to: "2030-01-01" });
  expect(search).toMatchObject({ kind: "", span: { id: "24h" }, stretch: undefined });
});
