import { createInterface } from "node:readline/promises";
import { canAsk } from "./ask.ts";

/** Asks a question on the terminal; anything but a yes is a no. */
export async function confirm(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await prompt.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}

/** Whether to go on with what cannot be undone: after a yes, with `--yes`, or where nobody can answer. */
export const isConfirmed = async (question: string, { yes }: { yes?: boolean }): Promise<boolean> =>
  yes === true || !canAsk() || (await confirm(question));
