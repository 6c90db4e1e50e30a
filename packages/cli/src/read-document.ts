import { readFileSync } from "node:fs";
import { ReeveError } from "@reeve/protocol/errors";

/** What a file of JSON or YAML holds; `-` reads standard input. */
export async function readDocument(path: string): Promise<unknown> {
  const name = path === "-" ? "Standard input" : path;
  try {
    const text = readFileSync(path === "-" ? 0 : path, "utf8");
    if (path.toLowerCase().endsWith(".json")) return JSON.parse(text) as unknown;
    const { parse } = await import("yaml");
    return parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new ReeveError("invalid_request", `${name} cannot be read: ${reason}`, { cause });
  }
}
