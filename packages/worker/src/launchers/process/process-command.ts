import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { findPython, languageOf, parseEntrypoint } from "@reeve/project";
import type { Deployment } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import type { Job } from "../launcher.ts";

const EXECUTE = fileURLToPath(new URL("../../execute/main.ts", import.meta.url));

/**
 * The program and arguments that run a flow run: those that its job variables name, else what its language needs.
 */
export function processCommand(
  command: string | null,
  { name, entrypoint, path, pull_steps }: Job<unknown>["deployment"],
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
  const project = workingDirectoryOf(pull_steps) ?? path ?? process.cwd();
  return [findPython(project, environment), "-m", "prefect.engine"];
}

/** Where the steps will go last, if that is a folder of this machine: the project itself, with its own interpreter. */
function workingDirectoryOf(steps: Deployment["pull_steps"]): string | undefined {
  const directories = (steps ?? []).flatMap((step) =>
    Object.entries(step).flatMap(([name, inputs]) =>
      name.split(".").at(-1) === "set_working_directory"
        ? [(inputs as { directory?: unknown } | null)?.directory]
        : [],
    ),
  );
  const last = directories.at(-1);
  return typeof last === "string" && isAbsolute(last) ? last : undefined;
}
