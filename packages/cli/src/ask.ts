import { createInterface } from "node:readline/promises";

/** Whether there is somebody who could answer a question. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Asks one line of the person at the terminal; an empty answer is the default, or asked again where there is none. */
export async function ask(question: string, standard?: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer = (await lines.question(`${question}${standard ? ` [${standard}]` : ""}: `)).trim();
      if (answer !== "") return answer;
      if (standard !== undefined) return standard;
    }
  } finally {
    lines.close();
  }
}

/** Lets the person at the terminal choose one of several, by its number or its name. */
export async function choose<T extends { name: string; about?: string }>(
  question: string,
  choices: readonly T[],
): Promise<T> {
  const width = Math.max(...choices.map(({ name }) => name.length));
  for (const [index, { name, about = "" }] of choices.entries()) {
    process.stdout.write(`  ${index + 1}  ${name.padEnd(width)}  ${about}\n`);
  }
  for (;;) {
    const answer = await ask(question, choices[0]?.name);
    const chosen = choices[Number(answer) - 1] ?? choices.find(({ name }) => name === answer);
    if (chosen) return chosen;
  }
}
