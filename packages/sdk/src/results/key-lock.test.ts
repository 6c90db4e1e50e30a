import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { LocalFileSystem } from "../blocks/local-file-system.ts";
import { flow } from "../flow.ts";
import { task } from "../task.ts";
import { lockKey } from "./key-lock.ts";

let folder: string;
const never = new AbortController().signal;
beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  folder = await mkdtemp(join(tmpdir(), "reeve-locks-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("tasks that share a key compute it once, and the others take the result", async () => {
  let running = 0;
  let runs = 0;
  const resultStorage = new LocalFileSystem({ basepath: join(folder, "results") });
  const cache = { key: () => "once", isolation: "serializable" } as const;
  const compute = task("computes", { cache, resultStorage }, async (_: number) => {
    runs += 1;
    running += 1;
    await new Promise(setImmediate);
    expect(running).toBe(1);
    running -= 1;
    return "computed";
  });
  const results = await flow("computes once", () => Promise.all(compute.map([1, 2, 3, 4, 5])))();
  expect(results).toEqual(Array(5).fill("computed"));
  expect(runs).toBe(1);
  expect(await readdir(join(folder, "results"))).toEqual(["once"]);
});

test("a run that fails lets the next one try", async () => {
  const resultStorage = new LocalFileSystem({ basepath: join(folder, "failing") });
  let tries = 0;
  const cache = { key: () => "key", isolation: "serializable" } as const;
  const flaky = task("flaky", { cache, resultStorage }, () => {
    tries += 1;
    if (tries === 1) throw new Error("first");
    return tries;
  });
  const run = flow("tries both", async () => {
    const both = [flaky.submit(), flaky.submit()];
    return Promise.all(both.map((future) => future.result().catch((error: Error) => error.message)));
  });
  expect(await run()).toEqual(["first", 2]);
});

test("the lock of a process that is gone is taken over, one that is alive is waited for", async () => {
  const file = join(folder, "gone.lock");
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await writeFile(file, JSON.stringify({ host: hostname(), pid }));
  await (await lockKey("gone", file, never))[Symbol.asyncDispose]();

  await writeFile(file, JSON.stringify({ host: hostname(), pid: process.pid }));
  const controller = new AbortController();
  const waiting = lockKey("gone", file, controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");

  // Of another machine nothing is known but how long ago it was heard of.
  await writeFile(file, JSON.stringify({ host: "elsewhere", pid: 1 }));
  await utimes(file, 0, 0);
  await (await lockKey("gone", file, never))[Symbol.asyncDispose]();
  expect(await readdir(folder)).not.toContain("gone.lock");
});
