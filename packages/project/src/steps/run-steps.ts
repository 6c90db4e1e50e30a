import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import type { StepOutput } from "@reeve/protocol/project-step";
import { fillPlaceholders, placeholdersIn } from "../placeholders.ts";
import { resolveReferences } from "../resolve-references.ts";
import { findStep } from "./step-catalogue.ts";

export type RunStepsOptions = {
  client: Client;
  /** The folder the first step works in. */
  directory: string;
  print?: (text: string) => void;
};

/** What the steps left: the folder they moved to, and their outputs, by step id and field (`build.image`). */
export type StepsResult = { directory: string; outputs: Record<string, unknown> };

/**
 * Runs the steps of a project file one after the other. A step may use what earlier ones handed on, by their `id`
 * (`{{ build.image }}`), and blocks, variables and the environment. Throws a ReeveError that names the failed step.
 */
export async function runSteps(
  steps: readonly Readonly<Record<string, unknown>>[],
  { client, directory, print = (text) => process.stderr.write(`${text}\n`) }: RunStepsOptions,
): Promise<StepsResult> {
  const result: StepsResult = { directory, outputs: {} };
  for (const entry of steps) {
    const [name, given] = onlyEntry(entry);
    const { id, requires: _, ...inputs } = given;
    const filled = await fillInputs(client, inputs, result.outputs);
    const step = await findStep(name, result.directory);
    const output = await step(filled, { directory: result.directory, print }).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ReeveError("invalid_request", `The step ${name} failed: ${reason}`, { cause });
    });
    if (output.directory) result.directory = output.directory;
    if (typeof id === "string") keepOutput(result.outputs, id, output);
    keepOutput(result.outputs, name.split(".").at(-1) ?? name, output);
  }
  return result;
}

/** A step is written as a mapping of its name to its inputs. */
function onlyEntry(entry: Readonly<Record<string, unknown>>): [string, Record<string, unknown>] {
  const [first, ...others] = Object.entries(entry);
  if (!first || others.length > 0) {
    throw new ReeveError(
      "invalid_request",
      `A step is one name with its inputs below it, and this is not: ${JSON.stringify(entry)}.`,
    );
  }
  return [first[0], (first[1] ?? {}) as Record<string, unknown>];
}

async function fillInputs(
  client: Client,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const filled = fillPlaceholders(inputs, outputs);
  const names = placeholdersIn(filled).map(({ name }) => name);
  const references = await resolveReferences(client, names);
  return fillPlaceholders(filled, references) as Record<string, unknown>;
}

function keepOutput(outputs: Record<string, unknown>, id: string, output: StepOutput): void {
  for (const [field, value] of Object.entries(output)) outputs[`${id}.${field}`] = value;
}
