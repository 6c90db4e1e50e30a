import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { pause } from "../engine/pause.ts";

// A holder says that it is alive this often; one that has not for so long is gone, as after a loss of power.
const ALIVE_MS = 5000;
const GONE_MS = 30_000;
// Soon for tasks that take moments, seldom for those that take hours.
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 500;

/** The turns of this process, by the name of what is locked: each waits for the end of the one before. */
const turns = new Map<string, Promise<void>>();

/**
 * Waits until nothing else holds the lock, and holds it until it is disposed of. `file` is where other processes see
 * it; without one the lock is among the runs of this process. Rejects when the signal fires first.
 */
export async function lockKey(
  name: string,
  file: string | undefined,
  signal: AbortSignal,
): Promise<AsyncDisposable> {
  const before = turns.get(name);
  const { promise, resolve } = Promise.withResolvers<void>();
  const turn = (before ?? Promise.resolve()).then(() => promise);
  turns.set(name, turn);
  const leave = () => {
    resolve();
    if (turns.get(name) === turn) turns.delete(name);
  };
  try {
    await before;
    signal.throwIfAborted();
    const held = file === undefined ? undefined : await holdFile(file, signal);
    return {
      async [Symbol.asyncDispose]() {
        await held?.[Symbol.asyncDispose]();
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

async function holdFile(file: string, signal: AbortSignal): Promise<AsyncDisposable> {
  await mkdir(dirname(file), { recursive: true });
  for (let waitMs = FIRST_WAIT_MS; !(await create(file)); waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    if (await isAbandoned(file)) await removeAbandoned(file);
    else await pause(waitMs, signal);
  }
  const alive = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, ALIVE_MS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(alive);
      await rm(file, { force: true });
    },
  };
}

/** Only one of those that try it at once makes the file. */
async function create(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, "wx");
    await handle.writeFile(JSON.stringify({ host: hostname(), pid: process.pid }));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > GONE_MS) return true;
    const { host, pid } = JSON.parse(await readFile(file, "utf8"));
    return host === hostname() && !isRunning(pid);
  } catch {
    // Given back meanwhile, or just being written.
    return false;
  }
}

/** One waiter at a time removes a lock, so that none removes the lock that another has just taken in its place. */
async function removeAbandoned(file: string): Promise<void> {
  const removal = `${file}.removal`;
  if (await create(removal)) {
    if (await isAbandoned(file)) await rm(file, { force: true });
    await rm(removal, { force: true });
  } else if (await isAbandoned(removal)) {
    await rm(removal, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
