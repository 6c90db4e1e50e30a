import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// Longer than a server needs to commit and close; what hangs is killed.
const STOP_LIMIT_MS = 5_000;

const groups = new Set<number>();
const directories = new Set<string>();

// Whatever ends the benchmark, also Ctrl-C, ends what it started.
process.on("exit", () => {
  for (const id of groups) signalGroup(id, "SIGKILL");
  for (const path of directories) rmSync(path, { recursive: true, force: true });
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

/** A process that leads a group of its own, and the end of what it wrote to its standard streams. */
export type GroupProcess = AsyncDisposable & {
  readonly id: number;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  /** Resolves with the first match in its output; rejects when it ends, or takes too long, without one. */
  waitForOutput(pattern: RegExp, limitMs: number): Promise<string>;
};

/** Starts a command whose whole group is ended when it is disposed of, or killed when the benchmark ends. */
export function spawnGroup(command: string, args: readonly string[], env: NodeJS.ProcessEnv): GroupProcess {
  const { PATH, HOME, LANG } = process.env;
  const child = spawn(command, args, {
    env: { PATH, HOME, LANG, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", (code) => resolve(code));
  });
  const id = child.pid;
  if (id === undefined) throw new Error(`${command} could not be started.`);
  groups.add(id);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  return {
    id,
    child,
    ended,
    output: () => output,
    waitForOutput(pattern, limitMs) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const [match] = pattern.exec(output) ?? [];
          if (match !== undefined) resolve(match);
        };
        const giveUp = (reason: string) => reject(new Error(`${command} ${reason}. It printed:\n${output}`));
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        child.on("close", (code) => giveUp(`ended with code ${code}`));
        setTimeout(() => giveUp(`took more than ${limitMs} ms`), limitMs).unref();
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      signalGroup(id, "SIGTERM");
      await Promise.race([ended, sleep(STOP_LIMIT_MS, null, { ref: false })]);
      signalGroup(id, "SIGKILL");
      await ended;
      groups.delete(id);
    },
  };
}

/** A new directory that is removed when disposed of, or when the benchmark ends. */
export function makeTemporaryHome(name: string): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), `reeve-bench-${name.toLowerCase()}-`));
  directories.add(path);
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
      directories.delete(path);
    },
  };
}

function signalGroup(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-id, signal);
  } catch {
    // The group has ended.
  }
}
