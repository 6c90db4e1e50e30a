import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ReeveError } from "@reeve/protocol/errors";
import { type Entrypoint, languageOf, loadFlow, parseEntrypoint } from "../entrypoint.ts";
import { findPython } from "../python-interpreter.ts";
import { runCommand } from "../steps/run-command.ts";

/** What a deployment has to know of a flow. */
export type FlowDescription = {
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** The JSON Schema of its parameters. */
  readonly parameterSchema: Record<string, unknown>;
};

const PYTHON_HELPER = fileURLToPath(new URL("describe_flow.py", import.meta.url));

/**
 * Loads the flow at an entrypoint, a Python one in the project's own interpreter, and describes it. Throws a
 * ReeveError that says which file is missing, or which flows the file does have.
 */
export async function describeFlow(entrypoint: string, directory: string): Promise<FlowDescription> {
  const parsed = parseEntrypoint(entrypoint);
  if (languageOf(parsed) === "python") return describePythonFlow(parsed, directory);
  const { name, version, description, tags, parameterSchema } = await loadFlow(parsed, directory);
  return { name, version, description, tags, parameterSchema: parameterSchema() };
}

type PythonAnswer = FlowDescription | { error: string; flows: string[] };

async function describePythonFlow({ file, flow }: Entrypoint, directory: string): Promise<FlowDescription> {
  if (file.includes("/") || file.endsWith(".py")) {
    const path = resolve(directory, file);
    if (!existsSync(path)) {
      throw new ReeveError(
        "not_found",
        `The entrypoint ${file} cannot be loaded: there is no such file (looked at ${path}).`,
      );
    }
  }
  const python = findPython(directory);
  const { stdout } = await runCommand(python, [PYTHON_HELPER, `${file}:${flow}`], {
    directory,
    // What its module prints while it is loaded is not an answer, and no server is needed to load it.
    environment: { PREFECT_LOGGING_LEVEL: "ERROR", PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: "false" },
    shownAs: `${python} (which describes the flow)`,
  });
  const answer = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as PythonAnswer;
  if (!("error" in answer)) return answer;
  const has = answer.flows.length > 0 ? `it has ${answer.flows.join(", ")}` : "it has no flow";
  if (!answer.flows.includes(flow))
    throw new ReeveError("not_found", `${file} has no flow "${flow}"; ${has}.`);
  throw new ReeveError("invalid_request", `${file} cannot be loaded by ${python}: ${answer.error}`);
}
