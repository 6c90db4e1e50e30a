import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("as many go on at a time as may, the others in the order they came", async () => {
  const turns = new Turns(1);
  const first = await turns.take();
  const order: string[] = [];
  const later = ["second", "third"].map(async (name) => {
    using _ = await turns.take();
    order.push(name);
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  first[Symbol.dispose]();
  await Promise.all(later);
  expect(order).toEqual(["second", "third"]);
  using _ = await turns.take();
});
