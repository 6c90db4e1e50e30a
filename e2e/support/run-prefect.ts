import { afterAll, expect } from "vitest";
import { type ProgramHome, runPython } from "./run-program.ts";
import type { SpawnedProcess } from "./spawn-process.ts";

/** How a command ended, and what it printed. */
export type PrefectCommand = { code: number; stdout: string; stderr: string };

type Interpreter = { process: SpawnedProcess; asked: number };

// One for each home, for as long as a file of tests runs: it takes far longer to start than a command does.
const interpreters = new Map<string, Interpreter>();
afterAll(async () => {
  for (const { process } of interpreters.values()) await process[Symbol.asyncDispose]();
});

/** Runs commands of Prefect's own command line, one after the other. */
export async function runPrefect(
  home: ProgramHome,
  ...commands: readonly (readonly string[])[]
): Promise<PrefectCommand[]> {
  const interpreter = interpreterOf(home);
  const number = interpreter.asked++;
  interpreter.process.write(`${JSON.stringify(commands)}\n`);
  const [, answer = ""] = await interpreter.process.waitForOutput(
    new RegExp(`^answer ${number}: (.*)\\n`, "m"),
  );
  return JSON.parse(answer);
}

/** Runs commands that must all end well, and answers what each printed. */
export async function outputsOf(
  home: ProgramHome,
  ...commands: readonly (readonly string[])[]
): Promise<string[]> {
  const ended = await runPrefect(home, ...commands);
  return ended.map(({ code, stdout, stderr }, place) => {
    expect(code, `${commands[place]?.join(" ")}: ${stdout}${stderr}`).toBe(0);
    return stdout;
  });
}

function interpreterOf(home: ProgramHome): Interpreter {
  const key = JSON.stringify(home);
  const known = interpreters.get(key);
  if (known) return known;
  const env = { ...home.env, NO_COLOR: "1", COLUMNS: "200" };
  const process = runPython("e2e/programs/prefect_commands.py", [], { ...home, env }, "pipe");
  const started = { process, asked: 0 };
  interpreters.set(key, started);
  return started;
}
