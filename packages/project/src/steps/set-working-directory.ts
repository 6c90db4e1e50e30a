import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import { textInput } from "./step-inputs.ts";

/** Moves the steps after it, and the flow, to a folder that is there already. */
export const setWorkingDirectory: Step = async (inputs, { directory }) => {
  const wanted = resolve(directory, textInput("set_working_directory", inputs, "directory"));
  if (!existsSync(wanted)) {
    throw new ReeveError(
      "not_found",
      `There is no folder ${wanted} on this machine; a flow that is to run elsewhere than it was deployed needs a ` +
        "pull step that fetches its code, such as git_clone.",
    );
  }
  return { directory: wanted };
};
