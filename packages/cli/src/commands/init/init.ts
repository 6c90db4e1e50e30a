import { findRecipe, initProject, RECIPES, type Recipe } from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";
import { ask, canAsk, choose } from "../../ask.ts";
import { print, terminal } from "../../output.ts";
import { paint } from "../../terminal.ts";

export type InitCommandOptions = { name?: string; recipe?: string; field?: string[]; reeve?: boolean };

/** Writes the files of a project as a recipe has them, asking for what was not given. */
export async function initProjectCommand(options: InitCommandOptions): Promise<void> {
  const directory = process.cwd();
  const recipe = await recipeOf(options.recipe);
  const inputs = await inputsOf(recipe, options.field ?? []);
  const written = await initProject({
    directory,
    name: options.name,
    recipe,
    inputs,
    ownNames: options.reeve ?? false,
  });
  if (written.length === 0)
    return print(`${directory} has all files of a project already; they are as they were.`);
  print(`${paint(terminal, "green", "Wrote")} ${written.join(", ")} to ${directory}.`);
  print("");
  print('Next, "reeve deploy path/to/file:flow -n NAME -p POOL" deploys a flow of it.');
}

async function recipeOf(given: string | undefined): Promise<Recipe> {
  if (given) return findRecipe(given);
  return canAsk() ? choose("Which recipe", RECIPES) : findRecipe("local");
}

async function inputsOf(
  { name, inputs }: Recipe,
  fields: readonly string[],
): Promise<Record<string, string>> {
  const given = Object.fromEntries(
    fields.map((field) => {
      const equals = field.indexOf("=");
      if (equals > 0) return [field.slice(0, equals), field.slice(equals + 1)];
      throw new ReeveError("invalid_request", `"${field}" is no field; write it as name=value.`);
    }),
  );
  const known: Record<string, string> = { ...given };
  for (const { name: input, asks, default: standard } of inputs) {
    if (known[input] !== undefined) continue;
    if (canAsk()) known[input] = await ask(asks, standard);
    else if (standard !== undefined) known[input] = standard;
    else {
      throw new ReeveError(
        "invalid_request",
        `The recipe ${name} needs "${input}"; give it as --field ${input}=VALUE.`,
      );
    }
  }
  return known;
}
