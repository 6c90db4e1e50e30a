import { expect, test } from "vitest";
import { Loop } from "./loop.ts";

const everySeconds = 0.001;

function recordingLog() {
  const errors: string[] = [];
  return { errors, info: () => {}, error: (message: string) => void errors.push(message) };
}

test("a loop ticks again and again, never twice at once", async () => {
  const fifth = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  let ticks = 0;
  const tick = async () => {
    most = Math.max(most, ++running);
    await new Promise((next) => setImmediate(next));
    running--;
    if (++ticks === 5) fifth.resolve();
  };
  await using _ = new Loop({ name: "busy", everySeconds, tick }, recordingLog());
  await fifth.promise;
  expect(most).toBe(1);
});

test("a tick that fails is logged, and the next one comes", async () => {
  const log = recordingLog();
  let ticks = 0;
  const third = Promise.withResolvers<void>();
  await using _ = new Loop(
    {
      name: "shaky",
      everySeconds,
      tick: async () => {
        if (++ticks === 3) third.resolve();
        if (ticks < 3) throw new Error("no luck");
      },
    },
    log,
  );
  await third.promise;
  expect(log.errors).toHaveLength(2);
  expect(log.errors[0]).toContain("shaky");
});

test("a loop that is stopped waits for the tick under way and starts no other", async () => {
  const started = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  let ended = 0;
  const loop = new Loop(
    {
      name: "slow",
      everySeconds,
      tick: async () => {
        started.resolve();
        await mayEnd.promise;
        ended++;
      },
    },
    recordingLog(),
  );
  await started.promise;
  const stopped = loop[Symbol.asyncDispose]();
  expect(ended).toBe(0);
  mayEnd.resolve();
  await stopped;
  expect(ended).toBe(1);
});
