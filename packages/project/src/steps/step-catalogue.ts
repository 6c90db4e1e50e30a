import { ReeveError } from "@reeve/protocol/errors";
import { gitClone } from "./git-clone.ts";
import { npmInstall, pipInstallRequirements } from "./install-packages.ts";
import { runShellScript } from "./run-shell-script.ts";
import { setWorkingDirectory } from "./set-working-directory.ts";
import type { Step } from "./step.ts";

/** Every step by its short name. */
const STEPS: Readonly<Record<string, Step>> = {
  set_working_directory: setWorkingDirectory,
  git_clone: gitClone,
  run_shell_script: runShellScript,
  pip_install_requirements: pipInstallRequirements,
  npm_install: npmInstall,
};

// Where the steps stand in the Python packages of today and of earlier days; project files name them so.
const MODULES = ["reeve.steps", "prefect.deployments.steps", "prefect.projects.steps"];
const EARLIER_NAMES: Readonly<Record<string, string>> = { git_clone_project: "git_clone" };

/**
 * The step that a project file means by a name such as `git_clone`, `prefect.deployments.steps.git_clone` or the older
 * `prefect.projects.steps.git_clone_project`. Throws a ReeveError that lists the steps there are.
 */
export function findStep(name: string): Step {
  const module = MODULES.find((one) => name.startsWith(`${one}.`));
  const short = (module ? name.slice(module.length + 1) : name).split(".").at(-1) ?? name;
  const step = module || !name.includes(".") ? STEPS[EARLIER_NAMES[short] ?? short] : undefined;
  if (step) return step;
  throw new ReeveError(
    "invalid_request",
    `There is no step "${name}"; there are ${Object.keys(STEPS).sort().join(", ")}.`,
  );
}
