import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Step } from "@reeve/protocol/project-step";
import { runCommand } from "./run-command.ts";
import { flagInput, optionalTextInput, refuseUnknown } from "./step-inputs.ts";

/** Installs the Python packages of a requirements file. Inputs: `requirements_file`; `directory`; `stream_output`. */
export const pipInstallRequirements: Step = async (inputs, { directory, print }) => {
  const name = "pip_install_requirements";
  refuseUnknown(name, inputs, ["requirements_file", "directory", "stream_output"]);
  const within = resolve(directory, optionalTextInput(name, inputs, "directory") ?? ".");
  const file = optionalTextInput(name, inputs, "requirements_file") ?? "requirements.txt";
  const python = [process.env.VIRTUAL_ENV, join(within, ".venv")]
    .flatMap((one) => (one ? [join(one, "bin/python")] : []))
    .find((one) => existsSync(one));
  return runCommand(python ?? "python3", ["-m", "pip", "install", "-r", file], {
    directory: within,
    ...(flagInput(inputs, "stream_output", true) && { print }),
  });
};

/** Installs the packages of package.json, exactly those of its lock where there is one. Inputs: `directory`; `stream_output`. */
export const npmInstall: Step = async (inputs, { directory, print }) => {
  refuseUnknown("npm_install", inputs, ["directory", "stream_output"]);
  const within = resolve(directory, optionalTextInput("npm_install", inputs, "directory") ?? ".");
  const command = existsSync(join(within, "package-lock.json")) ? "ci" : "install";
  return runCommand("npm", [command, "--no-audit", "--no-fund"], {
    directory: within,
    ...(flagInput(inputs, "stream_output", true) && { print }),
  });
};
