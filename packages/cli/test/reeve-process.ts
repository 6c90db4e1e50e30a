import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../../reeve/bin/reeve", import.meta.url));

export type Finished = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** A home directory of its own, removed when disposed of. */
export function temporaryHome(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "reeve-cli-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the command as a user would, with nothing of this process's environment that could change it. */
export function spawnReeve(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(BIN, args, {
    env: { PATH, LANG: "C.UTF-8", TZ: "UTC", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits until the process has ended and all it wrote has been read. */
export function finished(child: ChildProcess): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output }));
  });
}

/** Waits for text on a stream of the process and answers what was written up to then. */
export function written(
  child: ChildProcess,
  stream: "stdout" | "stderr",
  pattern: RegExp,
): Promise<RegExpExecArray> {
  let text = "";
  return new Promise((resolve, reject) => {
    const look = (chunk: string): void => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match);
    };
    child[stream]?.setEncoding("utf8").on("data", look);
    child.on("close", () => reject(new Error(`The process ended without writing ${pattern}: ${text}`)));
  });
}

/** A server in a process of its own, on a free port and with its data in a home of its own. */
export async function startTestServer(): Promise<{ apiUrl: string; home: string } & AsyncDisposable> {
  const home = temporaryHome();
  const child = spawnReeve(["server", "start", "--port", "0"], { REEVE_HOME: home.path });
  const ended = finished(child);
  const [, apiUrl = ""] = await written(child, "stdout", /API\s+(http\S+)[\s\S]*Ready/);
  return {
    apiUrl,
    home: home.path,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      home[Symbol.dispose]();
    },
  };
}
