import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import { fillPlaceholders } from "../placeholders.ts";
import { findRemote } from "./find-remote.ts";
import type { Recipe } from "./recipe.ts";

export type InitOptions = {
  directory: string;
  name?: string;
  recipe: Recipe;
  /** What the recipe asks for. */
  inputs: Readonly<Record<string, string>>;
  /** Under the names `reeve.yaml` and `.reeveignore` instead of those that Prefect's users know. */
  ownNames: boolean;
};

const IGNORED = `# What is left out when this folder is uploaded or built into an image, as in .gitignore.

# Byte code, packages and environments
__pycache__/
*.py[cod]
*.egg-info/
.venv/
venv/
node_modules/

# What tools and editors leave
.git/
.ipynb_checkpoints/
.mypy_cache/
.pytest_cache/
.ruff_cache/
.idea/
.vscode/
.DS_Store

# Secrets and local data
.env
*.db
`;

// What is in a file begins with why it is there, so that it can be edited without a manual.
const SECTIONS: Readonly<Record<string, string>> = {
  build: "Makes what the deployments run, such as an image",
  push: "Uploads the code to where it can be fetched from",
  pull: "Fetches the code where a flow runs",
};

/**
 * Writes the files of a new project into a folder: the project file, `deployment.yaml`, the list of what is not
 * uploaded, and `.prefect/`. Files that are there already are left as they are. Answers the names of those it wrote.
 */
export async function initProject(options: InitOptions): Promise<string[]> {
  const { directory, recipe, ownNames } = options;
  const name = options.name ?? basename(directory);
  const known = { directory, name, ...(await findRemote(directory)), ...options.inputs };
  const files: [string, string][] = [
    [ownNames ? ".reeveignore" : ".prefectignore", IGNORED],
    ["deployment.yaml", deploymentFile(recipe)],
    [ownNames ? "reeve.yaml" : "prefect.yaml", projectFile(name, recipe, known)],
  ];
  const written: string[] = [];
  for (const [file, text] of files) {
    const path = join(directory, file);
    if (existsSync(path)) continue;
    await writeFile(path, text);
    written.push(file);
  }
  const hidden = ownNames ? ".reeve" : ".prefect";
  if ((await mkdir(join(directory, hidden), { recursive: true })) !== undefined) written.push(`${hidden}/`);
  return written;
}

function projectFile(name: string, recipe: Recipe, known: Record<string, unknown>): string {
  // Twice, since what was asked for may itself name what the folder tells.
  const fill = (value: unknown) => fillPlaceholders(fillPlaceholders(value, known), known);
  const sections = Object.entries(SECTIONS).map(([section, about]) => {
    const steps = recipe[section as "build" | "push" | "pull"];
    return `# ${about}\n${stringify({ [section]: steps.length > 0 ? fill(steps) : null }, { lineWidth: 0 })}`;
  });
  const head = `# How this project is deployed; "reeve deploy" and "prefect deploy" read it.\n\n${stringify({ name })}`;
  return [head, ...sections].join("\n");
}

const deploymentFile = ({ jobVariables }: Recipe): string =>
  `# The deployments of this project; "reeve deploy --all" makes all of them, "reeve deploy -n NAME" one.\n${stringify(
    {
      deployments: [
        {
          name: null,
          version: null,
          tags: [],
          description: null,
          schedule: {},
          entrypoint: null,
          parameters: {},
          work_pool: { name: null, work_queue_name: null, job_variables: jobVariables },
        },
      ],
    },
  )}`;
