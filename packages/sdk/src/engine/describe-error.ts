import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ReeveError } from "@reeve/protocol/errors";

// The engine's own frames, and those of Node below it, tell a user nothing about the error.
const ENGINE = fileURLToPath(new URL(".", import.meta.url));

/** An error in one line: its kind and what it says. */
export function describeError(error: unknown): string {
  if (error instanceof ReeveError) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === "string" ? error : inspect(error);
}

/** An error with the lines of its stack that are the user's, and its causes. */
export function errorWithStack(error: unknown): string {
  const text = error instanceof Error ? inspect(error) : describeError(error);
  const isOurs = (line: string) =>
    /^\s+at /.test(line) &&
    [ENGINE, "node:internal/", "at new Promise ("].some((part) => line.includes(part));
  return text
    .split("\n")
    .filter((line) => !isOurs(line))
    .join("\n");
}
