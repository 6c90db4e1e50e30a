import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../test/flows/cached.ts", import.meta.url));

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "reeve-processes-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Whether a process computed the sum itself, with these settings and no server. */
async function computes(settings: Record<string, string> = {}): Promise<boolean> {
  const env = { PATH: process.env.PATH, REEVE_HOME: home, ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env, cwd: home });
  const { sum, computedBy, pid } = JSON.parse(stdout);
  expect(sum).toBe(3);
  return computedBy === pid;
}

test("results are taken over by other processes, with no server at all, and as the settings say", async () => {
  expect(await computes()).toBe(true);
  const elsewhere = join(home, "elsewhere");
  const again = await Promise.all([
    computes(),
    computes({ REEVE_TASKS_DISABLE_CACHING: "true" }),
    computes({ PREFECT_LOCAL_STORAGE_PATH: elsewhere }),
  ]);
  expect(again).toEqual([false, true, true]);
  expect(await readdir(elsewhere)).toHaveLength(1);
  expect(await computes({ PREFECT_TASKS_REFRESH_CACHE: "true" })).toBe(true);
}, 60_000);
