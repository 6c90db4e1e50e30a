import { expect, test } from "vitest";
import { GatheredLook } from "./gathered-look.ts";

const failed = (error: unknown) => {
  throw error;
};

test("many wakings in a row are one look", async () => {
  let looks = 0;
  using look = new GatheredLook(1, async () => void looks++, failed);
  for (let count = 0; count < 10; count++) look.wake();
  await expect.poll(() => looks).toBe(1);
});

test("who wakes it while it looks makes it look again, but not at the same time", async () => {
  const finish: (() => void)[] = [];
  using look = new GatheredLook(1, () => new Promise((resolve) => finish.push(resolve)), failed);
  look.wake();
  await expect.poll(() => finish).toHaveLength(1);
  look.wake();
  look.wake();
  expect(finish).toHaveLength(1);
  finish[0]?.();
  await expect.poll(() => finish).toHaveLength(2);
});

test("a look that fails does not keep the next from being made", async () => {
  const errors: unknown[] = [];
  let looks = 0;
  const fail = async () => {
    looks++;
    throw new Error("no");
  };
  using look = new GatheredLook(1, fail, (error) => void errors.push(error));
  look.wake();
  await expect.poll(() => errors).toHaveLength(1);
  look.wake();
  await expect.poll(() => looks).toBe(2);
});

test("nothing is looked at any more once it is disposed of", async () => {
  let looks = 0;
  const look = new GatheredLook(1, async () => void looks++, failed);
  look.wake();
  look[Symbol.dispose]();
  look.wake();
  let others = 0;
  using later = new GatheredLook(5, async () => void others++, failed);
  later.wake();
  await expect.poll(() => others).toBe(1);
  expect(looks).toBe(0);
});
