import { resolve } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import { runCommand } from "./run-command.ts";
import { flagInput, optionalTextInput, refuseUnknown, textInput } from "./step-inputs.ts";

const NAME = "run_shell_script";
const INPUTS = ["script", "directory", "env", "stream_output", "expand_env_vars", "shell"];

/**
 * Runs a script, line after line until one fails, and hands on its `stdout` and `stderr`. Inputs: `script`;
 * `directory`; `env`; `stream_output`; `expand_env_vars` and `shell` are always so, because a shell runs the lines.
 */
export const runShellScript: Step = async (inputs, { directory, print }) => {
  refuseUnknown(NAME, inputs, INPUTS);
  const script = textInput(NAME, inputs, "script");
  const within = resolve(directory, optionalTextInput(NAME, inputs, "directory") ?? ".");
  const isStreamed = flagInput(inputs, "stream_output", true);
  const { stdout, stderr } = await runCommand("/bin/sh", ["-e", "-c", script], {
    directory: within,
    environment: environmentInput(inputs),
    ...(isStreamed && { print }),
    shownAs: script.trim().split("\n")[0],
  });
  return { stdout: stdout.trim(), stderr: stderr.trim() };
};

function environmentInput({ env }: Readonly<Record<string, unknown>>): Record<string, string> {
  if (env === undefined || env === null) return {};
  if (typeof env !== "object") {
    throw new ReeveError("invalid_request", `"env" of the step ${NAME} has to be an object.`);
  }
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
}
