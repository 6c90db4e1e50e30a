import { expect } from "vitest";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { type SpawnedProcess, spawnProcess } from "./spawn-process.ts";

/** Where a program's runs are reported, a directory for what its SDK keeps on disk, and the folder it runs in. */
export type ProgramHome = {
  apiUrl: string;
  directory: string;
  env?: Record<string, string>;
  workingDirectory?: string;
};

/** Starts a Python program of the repository in the environment that has the real `prefect` package. */
export function runPython(
  path: string,
  args: readonly string[],
  home: ProgramHome,
  stdin?: "pipe",
): SpawnedProcess {
  const env = {
    PREFECT_API_URL: home.apiUrl,
    PREFECT_HOME: home.directory,
    PYTHONUNBUFFERED: "1",
    ...home.env,
  };
  const command = [fromRoot(path), ...args];
  return spawnProcess(fromRoot(".venv/test/bin/python"), command, env, home.workingDirectory, stdin);
}

/** Starts a TypeScript program of the repository. */
export function runTypeScript(path: string, args: readonly string[], home: ProgramHome): SpawnedProcess {
  return spawnProcess(process.execPath, [fromRoot(path), ...args], {
    REEVE_API_URL: home.apiUrl,
    REEVE_HOME: home.directory,
    ...home.env,
  });
}

/** What a program printed as JSON in its last line; it must have ended well. */
export async function outcomeOf(program: SpawnedProcess) {
  const { code, stdout, stderr } = await program.ended;
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
