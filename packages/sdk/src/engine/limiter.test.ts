import { expect, test } from "vitest";
import { Limiter } from "./limiter.ts";

const signal = new AbortController().signal;

test("only so many hold the limiter at a time, and the others follow in their order", async () => {
  const limiter = new Limiter(2);
  const order: number[] = [];
  const turns = [1, 2, 3, 4].map(async (n) => {
    const turn = await limiter.enter(signal);
    order.push(n);
    return turn;
  });
  const [first, second] = await Promise.all(turns.slice(0, 2));
  expect(order).toEqual([1, 2]);
  first![Symbol.dispose]();
  await turns[2];
  expect(order).toEqual([1, 2, 3]);
  second![Symbol.dispose]();
  await turns[3];
  expect(order).toEqual([1, 2, 3, 4]);
});

test("who gives up waiting does not take a turn", async () => {
  const limiter = new Limiter(1);
  const held = await limiter.enter(signal);
  const controller = new AbortController();
  const waiting = limiter.enter(controller.signal);
  controller.abort(new Error("over"));
  await expect(waiting).rejects.toThrow("over");
  held[Symbol.dispose]();
  await limiter.enter(signal);
});
