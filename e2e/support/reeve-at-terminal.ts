import { fromRoot } from "../../scripts/set-up/root.mjs";
import type { CommandHome } from "./reeve-command.ts";
import { outcomeOf, runPython } from "./run-program.ts";

/** How a command at a terminal ended, what was to be seen there, and which of the expected questions it never asked. */
export type Conversation = { code: number; output: string; unasked: string[] };

/** Runs `reeve` on a terminal of its own, and answers its questions in their order. */
export async function answerReeve(
  args: readonly string[],
  { apiUrl, home, directory }: CommandHome,
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<Conversation> {
  const command = [process.execPath, fromRoot("packages/cli/src/main.ts"), ...args];
  const env = { REEVE_API_URL: apiUrl, REEVE_HOME: home, TERM: "xterm", NO_COLOR: "1" };
  const given = [JSON.stringify([command, answers])];
  const place = { apiUrl, directory: home, env, workingDirectory: directory };
  await using program = runPython("e2e/programs/at_terminal.py", given, place);
  return await outcomeOf(program);
}
