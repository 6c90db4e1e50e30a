import { expect, test } from "vitest";
import { UpstreamTaskError } from "../errors.ts";
import { TaskFuture } from "../future.ts";
import {
  findFutures,
  findSources,
  rememberOrigin,
  rememberSubflowOrigin,
  resolveFutures,
  waitForUpstream,
} from "./task-inputs.ts";

const future = <T>(id: string, value: T) =>
  new TaskFuture(
    { id, name: id, runState: () => ({ type: "COMPLETED", name: "Completed", message: null }) },
    Promise.resolve(value),
  );
const failed = (id: string) =>
  new TaskFuture(
    { id, name: id, runState: () => ({ type: "FAILED", name: "Failed", message: "no" }) },
    Promise.reject(new Error("no")),
  );
const ids = (value: unknown) => findSources(value).map((input) => "id" in input && input.id);

test("a value comes from the futures in it", () => {
  expect(ids([future("a", 1), { deep: [future("b", 2)] }]).sort()).toEqual(["a", "b"]);
});

test("an object comes from the task that returned it, alone or inside another", () => {
  const returned = { rows: [{ n: 1 }] };
  rememberOrigin(returned, "a");
  expect(ids(returned)).toEqual(["a"]);
  expect(ids({ list: [returned] })).toEqual(["a"]);
  expect(ids({ ...returned })).toEqual(["a"]);
});

test("a list that a task collects leaves its items their own origins", () => {
  const item = { n: 1 };
  rememberOrigin(item, "a");
  rememberOrigin([item], "b");
  expect(ids(item)).toEqual(["a"]);
});

test("what a subflow returns comes from the subflow, not from the tasks inside it", () => {
  const place = { guest: "Ada" };
  rememberOrigin(place, "task in the subflow");
  const returned = [place];
  rememberSubflowOrigin(returned, "subflow");
  expect(ids(returned)).toEqual(["subflow"]);
  expect(ids(place)).toEqual(["subflow"]);
});

test("equal values that no task returned come from nowhere", () => {
  rememberOrigin("text", "a");
  expect(findSources("text")).toEqual([]);
  expect(findSources({ n: 1 })).toEqual([]);
});

test("large and circular values are looked through within bounds", () => {
  const circular: { self?: unknown; rows: number[] } = { rows: Array.from({ length: 1e6 }, (_, i) => i) };
  circular.self = circular;
  expect(findSources(circular)).toEqual([]);
});

test("futures are replaced by their results wherever they stand", async () => {
  const value = { a: future("a", 1), list: [future("b", 2), 3], d: new Date(0) };
  expect(await resolveFutures(value)).toEqual({ a: 1, list: [2, 3], d: new Date(0) });
});

test("a value without futures stays the same object", async () => {
  const value = { list: [{ n: 1 }] };
  expect(await resolveFutures(value)).toBe(value);
});

test("waiting for a future that failed tells which one", async () => {
  const futures = findFutures([future("a", 1), failed("b")]);
  await expect(waitForUpstream(futures)).rejects.toThrow(UpstreamTaskError);
  await expect(waitForUpstream(futures)).rejects.toThrow(
    'The task run "b" it depends on did not complete: it is Failed.',
  );
});
