import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type ServiceOptions = {
  /** What it is called when it cannot be started. */
  name: string;
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** What it prints when it is ready, on either stream; the first group, where there is one, is its address. */
  ready: RegExp;
};

/** A program that runs beside this one and is ended when disposed of. */
export type Service = AsyncDisposable & { readonly url: string };

// What a service that fails said last tells why.
const KEPT_LINES = 20;

const groups = new Set<number>();
// Whatever ends this program, also an error, ends what it started.
process.on("exit", () => {
  for (const group of groups) process.kill(-group, "SIGTERM");
});

/** Starts a program and waits until it is ready; throws an Error with its last lines when it ends before. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, command, args, env, cwd, ready } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // At the head of a group of its own, so that what it starts ends with it.
    detached: true,
  });
  const lines: string[] = [];
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      const match = ready.exec(line);
      if (match) resolve(match[1] ?? "");
    });
  }
  child.once("error", reject);
  const group = child.pid;
  if (group !== undefined) groups.add(group);
  const ended = once(child, "exit");
  child.once("exit", () => group !== undefined && groups.delete(group));
  ended.then(([code]) => reject(new Error(`${name} ended with code ${code}:\n${lines.join("\n")}`)), reject);
  return {
    url: await url,
    async [Symbol.asyncDispose]() {
      if (group === undefined || !groups.has(group)) return;
      process.kill(-group, "SIGTERM");
      await ended;
    },
  };
}
