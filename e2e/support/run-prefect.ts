import { expect } from "vitest";
import { type ProgramHome, runPython } from "./run-program.ts";

/** How a command ended, and what it printed. */
export type PrefectCommand = { code: number; stdout: string; stderr: string };

/** Runs commands of Prefect's own command line, one after the other: an interpreter for each would take far longer. */
export async function runPrefect(
  home: ProgramHome,
  ...commands: readonly (readonly string[])[]
): Promise<PrefectCommand[]> {
  const env = { ...home.env, NO_COLOR: "1", COLUMNS: "200" };
  const args = [JSON.stringify(commands)];
  await using program = runPython("e2e/programs/prefect_commands.py", args, { ...home, env });
  const { code, stdout, stderr } = await program.ended;
  if (code !== 0) throw new Error(`Prefect's command line broke off:\n${stderr}`);
  return JSON.parse(stdout);
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
