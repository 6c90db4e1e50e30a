import { fileURLToPath } from "node:url";
import { findPython, languageOf, parseEntrypoint } from "@reeve/project";
import type { Deployment } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";

const EXECUTE = fileURLToPath(new URL("../../execute/main.ts", import.meta.url));

/**
 * The program and arguments that run a flow run: those that its job variables name, else what its language needs.
 */
export function processCommand(
  command: string | null,
  { name, entrypoint, path }: Pick<Deployment, "name" | "entrypoint" | "path">,
  environment: NodeJS.ProcessEnv,
): string[] {
  if (command) return ["/bin/sh", "-c", command];
  if (!entrypoint) {
    throw new ReeveError(
      "invalid_request",
      `The deployment ${name} has no entrypoint, so nothing tells which flow to run; deploy it again.`,
    );
  }
  if (languageOf(parseEntrypoint(entrypoint)) === "typescript") return [process.execPath, EXECUTE];
  return [findPython(path ?? process.cwd(), environment), "-m", "prefect.engine"];
}
