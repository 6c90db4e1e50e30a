import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import { findModule } from "../find-module.ts";
import { gitClone } from "./git-clone.ts";
import { npmInstall, pipInstallRequirements } from "./install-packages.ts";
import { runShellScript } from "./run-shell-script.ts";
import { setWorkingDirectory } from "./set-working-directory.ts";

/** Every step by its short name. */
const STEPS: Readonly<Record<string, Step>> = {
  set_working_directory: setWorkingDirectory,
  git_clone: gitClone,
  run_shell_script: runShellScript,
  pip_install_requirements: pipInstallRequirements,
  npm_install: npmInstall,
};

/** Steps whose code is loaded when they are used, because it is large. */
const LOADED_STEPS: Readonly<Record<string, () => Promise<Step>>> = {
  build_docker_image: async () => (await import("./docker/build-docker-image.ts")).buildDockerImage,
  push_docker_image: async () => (await import("./docker/push-docker-image.ts")).pushDockerImage,
};

/** Steps of packages that only those install who need them: the package, and what its `/steps` calls the step. */
const STEPS_OF_PACKAGES: Readonly<Record<string, { package: string; step: string }>> = {
  push_to_s3: { package: "@reeve/aws", step: "pushToS3" },
  pull_from_s3: { package: "@reeve/aws", step: "pullFromS3" },
};

// Where the steps stand in the Python packages of today and of earlier days; project files name them so.
const MODULES = [
  "reeve.steps",
  "prefect.deployments.steps",
  "prefect.projects.steps",
  "prefect_docker.deployments.steps",
  "prefect_docker.projects.steps",
  "prefect_aws.deployments.steps",
  "prefect_aws.projects.steps",
];
const EARLIER_NAMES: Readonly<Record<string, string>> = {
  git_clone_project: "git_clone",
  push_project_to_s3: "push_to_s3",
  pull_project_from_s3: "pull_from_s3",
};

/**
 * The step that a project file means by a name such as `git_clone`, `prefect.deployments.steps.git_clone` or the older
 * `prefect.projects.steps.git_clone_project`. Throws a ReeveError that lists the steps there are, or says what to
 * install for the one that is meant.
 */
export async function findStep(name: string, directory: string): Promise<Step> {
  const module = MODULES.find((one) => name.startsWith(`${one}.`));
  const given = (module ? name.slice(module.length + 1) : name).split(".").at(-1) ?? name;
  const short = EARLIER_NAMES[given] ?? given;
  const isMeant = module !== undefined || !name.includes(".");
  if (isMeant && STEPS[short]) return STEPS[short];
  if (isMeant && LOADED_STEPS[short]) return LOADED_STEPS[short]();
  if (isMeant && STEPS_OF_PACKAGES[short]) return loadStep(short, directory);
  const there = [STEPS, LOADED_STEPS, STEPS_OF_PACKAGES].flatMap((steps) => Object.keys(steps)).sort();
  throw new ReeveError("invalid_request", `There is no step "${name}"; there are ${there.join(", ")}.`);
}

async function loadStep(short: string, directory: string): Promise<Step> {
  const { package: name, step } = STEPS_OF_PACKAGES[short]!;
  const location = findModule(`${name}/steps`, directory);
  if (location) return ((await import(location)) as Record<string, Step>)[step]!;
  throw new ReeveError(
    "not_found",
    `The step ${short} is in ${name}, which is not installed here; install it with "npm install ${name}".`,
  );
}
