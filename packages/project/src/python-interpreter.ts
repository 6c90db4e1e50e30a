import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The Python that a project's flows run on: that of the environment which is active, else of the `.venv` in the
 * folder, else the first on the path.
 */
export function findPython(directory: string, environment: NodeJS.ProcessEnv = process.env): string {
  const environments = [environment.VIRTUAL_ENV, join(directory, ".venv")];
  const interpreters = environments.flatMap((one) => (one ? [join(one, "bin/python")] : []));
  return interpreters.find((one) => existsSync(one)) ?? "python3";
}
