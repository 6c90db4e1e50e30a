import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { forEachInParallel } from "./parallel.ts";

test("so many are worked on at once, and no more", async () => {
  let underWay = 0;
  let most = 0;
  const done: number[] = [];
  await forEachInParallel(itemsTo(7), 3, undefined, async (item) => {
    most = Math.max(most, ++underWay);
    await nextTurn();
    underWay -= 1;
    done.push(item);
  });
  expect(done.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(3);
});

test("the first failure stops the rest and what makes the items, and is thrown", async () => {
  const items = { made: 0, isClosed: false };
  const endless = async function* () {
    try {
      for (;;) yield items.made++;
    } finally {
      items.isClosed = true;
    }
  };
  const failed = forEachInParallel(endless(), 2, undefined, async (item) => {
    if (item === 3) throw new Error("the third");
    await nextTurn();
  });
  await expect(failed).rejects.toThrow("the third");
  expect(items.isClosed).toBe(true);
  expect(items.made).toBeLessThan(8);
});

test("a signal from outside ends it with its reason", async () => {
  const stop = new AbortController();
  const ended = forEachInParallel(itemsTo(5), 1, stop.signal, async (item) => {
    if (item === 1) stop.abort(new Error("enough"));
  });
  await expect(ended).rejects.toThrow("enough");
});

async function* itemsTo(count: number): AsyncGenerator<number> {
  for (let item = 0; item < count; item++) yield item;
}
