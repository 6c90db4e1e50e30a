import type { FlowRun } from "@reeve/protocol";
import { expect, test } from "vitest";
import { Dispatcher } from "./dispatcher.ts";

const flowRun = (id: string) => ({ id, name: id }) as FlowRun;

function dispatching(dueIds: string[], limit?: number) {
  const started: string[] = [];
  const underWay = new Set<string>();
  const starter = {
    get count() {
      return underWay.size;
    },
    has: (id: string) => underWay.has(id),
    async start({ id }: FlowRun) {
      underWay.add(id);
      started.push(id);
    },
  };
  const warnings: string[] = [];
  const log = { info: () => {}, warn: (text: string) => void warnings.push(text) };
  const due = { read: async (count: number) => dueIds.slice(0, count).map(flowRun) };
  return { dispatcher: new Dispatcher({ due, starter, limit, log }), due, started, underWay, warnings };
}

test("due flow runs are started, each once", async () => {
  const { dispatcher, started } = dispatching(["a", "b"]);
  expect(await dispatcher.tick()).toBe(2);
  expect(await dispatcher.tick()).toBe(0);
  expect(started).toEqual(["a", "b"]);
});

test("no more are under way than the limit, and the next one follows when one has ended", async () => {
  const { dispatcher, started, underWay } = dispatching(["a", "b", "c"], 2);
  await dispatcher.tick();
  await dispatcher.tick();
  expect(started).toEqual(["a", "b"]);
  underWay.delete("a");
  await dispatcher.tick();
  expect(started).toHaveLength(3);
});

test("what becomes due while it asks is asked for at once", async () => {
  const { dispatcher, due, started } = dispatching(["a"]);
  const { read } = due;
  let asked = 0;
  due.read = async (count) => {
    asked += 1;
    await Promise.resolve();
    if (asked === 1) {
      void dispatcher.tick();
      return read(count);
    }
    return [flowRun("late")];
  };
  await dispatcher.tick();
  expect(started).toEqual(["a", "late"]);
});

test("a server that does not answer is told of once, and asked again", async () => {
  const { dispatcher, due, started, warnings } = dispatching(["a"]);
  const { read } = due;
  due.read = () => Promise.reject(new Error("gone"));
  await dispatcher.tick();
  await dispatcher.tick();
  expect(warnings).toHaveLength(1);
  due.read = read;
  await dispatcher.tick();
  expect(started).toEqual(["a"]);
});
