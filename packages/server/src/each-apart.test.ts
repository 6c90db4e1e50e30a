import { expect, test } from "vitest";
import { eachApart } from "./each-apart.ts";

test("what fails for one keeps none of the others from being done, and is told in the end", async () => {
  const begun: number[] = [];
  const { done, throwAnyFault } = await eachApart([1, 2, 3, 4], async (item) => {
    begun.push(item);
    if (item === 1) throw new Error("no luck");
    await new Promise(setImmediate);
    return item !== 4;
  });
  expect(begun).toEqual([1, 2, 3, 4]);
  expect(done).toBe(2);
  expect(throwAnyFault).toThrow("no luck");
});

test("nothing is told where nothing failed", async () => {
  const { done, throwAnyFault } = await eachApart([], async () => true);
  expect(done).toBe(0);
  expect(throwAnyFault).not.toThrow();
});

test("only a few are done at once, and the next begins as soon as one of them has ended", async () => {
  const [slow, ...quick] = Array.from({ length: 100 }, () => Promise.withResolvers<boolean>());
  let begun = 0;
  const ended = eachApart([slow!, ...quick], ({ promise }) => {
    begun += 1;
    return promise;
  });
  await new Promise(setImmediate);
  expect(begun).toBe(8);
  for (const { resolve } of quick) resolve(true);
  await expect.poll(() => begun).toBe(100);
  slow!.resolve(true);
  expect((await ended).done).toBe(100);
});
