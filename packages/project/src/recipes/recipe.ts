import type { StepEntry } from "../project-file/deployment-entry.ts";

/** What a recipe asks of the person who uses it, beside what the folder tells. */
export type RecipeInput = { readonly name: string; readonly asks: string; readonly default?: string };

/** How a new project stores its code and fetches it where it runs. */
export type Recipe = {
  readonly name: string;
  readonly about: string;
  readonly inputs: readonly RecipeInput[];
  readonly build: readonly StepEntry[];
  readonly push: readonly StepEntry[];
  readonly pull: readonly StepEntry[];
  /** Job variables that its deployments begin with. */
  readonly jobVariables: Readonly<Record<string, unknown>>;
};
