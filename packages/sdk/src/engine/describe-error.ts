import { inspect } from "node:util";

// The engine's own frames, and those of Node below it, tell a user nothing about the error.
const ENGINE = new URL("..", import.meta.url).href;

/** An error in one line: its kind and what it says. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === "string" ? error : inspect(error);
}

/** An error with the lines of its stack that are the user's, and its causes. */
export function errorWithStack(error: unknown): string {
  const text = error instanceof Error ? inspect(error) : describeError(error);
  const isOurs = (line: string) =>
    line.startsWith("    at ") && (line.includes(ENGINE) || line.includes("node:internal/"));
  return text
    .split("\n")
    .filter((line) => !isOurs(line))
    .join("\n");
}
