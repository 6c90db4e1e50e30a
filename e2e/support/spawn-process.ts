import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { fromRoot } from "../../scripts/set-up/root.mjs";

// Where the command `reeve` keeps compiled code, too: without it a program's modules take three times as long to load.
const NODE_COMPILE_CACHE = fromRoot("node_modules/.cache/reeve");

/** How a process ended, and what it printed. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** A process whose output is kept; it is killed, and those it started with it, when disposed of. */
export type SpawnedProcess = AsyncDisposable & {
  readonly ended: Promise<Ended>;
  /** Resolves with the first match in what it prints; rejects when it ends without one. */
  waitForOutput(pattern: RegExp): Promise<RegExpExecArray>;
  /** Writes to its standard input, where that is a pipe. */
  write(text: string): void;
  kill(signal: NodeJS.Signals): void;
};

/** Starts a command with an environment of exactly PATH, HOME, what makes Node.js start faster, and what is given. */
export function spawnProcess(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd?: string,
  stdin: "ignore" | "pipe" = "ignore",
): SpawnedProcess {
  const { PATH, HOME } = process.env;
  const options: SpawnOptions = {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: [stdin, "pipe", "pipe"],
    // At the head of a group of its own, so that the whole group can be killed.
    detached: true,
  };
  const child = spawn(command, args, options);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output }));
  });
  ended.catch(() => {});
  return {
    ended,
    waitForOutput: (pattern) => waitForOutput(child, output, ended, pattern),
    write: (text) => child.stdin?.write(text),
    kill: (signal) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      killGroup(child);
      await ended.catch(() => {});
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    // No process of the group is left.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function waitForOutput(
  child: ChildProcess,
  output: Pick<Ended, "stdout" | "stderr">,
  ended: Promise<Ended>,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
      if (match) resolve(match);
    };
    child.stdout?.on("data", look);
    child.stderr?.on("data", look);
    ended.then(
      ({ stdout, stderr }) => reject(new Error(`It ended without printing ${pattern}:\n${stdout}${stderr}`)),
      reject,
    );
    look();
  });
}
