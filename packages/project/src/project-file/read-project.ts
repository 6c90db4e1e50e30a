import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import { parse } from "yaml";
import { type DeploymentEntry, readDeploymentEntry, type StepEntry } from "./deployment-entry.ts";

/** What the files of a project say. */
export type Project = {
  readonly name: string | undefined;
  readonly build: readonly StepEntry[];
  readonly push: readonly StepEntry[];
  /** Undefined where nobody said how the code is fetched. */
  readonly pull: readonly StepEntry[] | undefined;
  readonly deployments: readonly DeploymentEntry[];
  /** The files that were there. */
  readonly files: readonly string[];
};

/** Either spelling of each is read; where both are there, ours is. */
const PROJECT_FILES = ["reeve.yaml", "prefect.yaml"];
const DEPLOYMENT_FILES = ["deployment.yaml", "deployments.yaml"];

type Content = Record<string, unknown>;

/**
 * Reads the project in a folder: its `prefect.yaml` (or `reeve.yaml`), or the one named instead, and the deployments
 * of that and of `deployment.yaml`. A folder without any has an empty project.
 * Throws a ReeveError that names the file and what is wrong in it.
 */
export function readProject(directory: string, projectFile?: string): Project {
  if (projectFile && !existsSync(join(directory, projectFile))) {
    throw new ReeveError("not_found", `There is no project file ${projectFile} in ${directory}.`);
  }
  const main = projectFile ?? PROJECT_FILES.find((name) => existsSync(join(directory, name)));
  const more = projectFile ? undefined : DEPLOYMENT_FILES.find((name) => existsSync(join(directory, name)));
  const files = [main, more].filter((name) => name !== undefined);
  const contents = files.map((name) => [name, readYaml(directory, name)] as const);
  const [, content = {}] = contents[0] ?? [];
  return {
    name: typeof content.name === "string" ? content.name : undefined,
    build: stepsOf(content, "build", main) ?? [],
    push: stepsOf(content, "push", main) ?? [],
    pull: stepsOf(content, "pull", main),
    deployments: contents.flatMap(([file, { deployments }]) => entriesOf(deployments, file)),
    files,
  };
}

function readYaml(directory: string, file: string): Content {
  let content: unknown;
  try {
    content = parse(readFileSync(join(directory, file), "utf8"), { merge: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new ReeveError("invalid_request", `${file} is not valid YAML: ${reason}`, { cause });
  }
  if (content === null) return {};
  if (typeof content === "object" && !Array.isArray(content)) return content as Content;
  throw new ReeveError("invalid_request", `${file} has to be a mapping, such as "deployments: […]".`);
}

function stepsOf(content: Content, section: string, file = ""): StepEntry[] | undefined {
  const steps = content[section] ?? undefined;
  if (steps === undefined) return undefined;
  if (Array.isArray(steps) && steps.every((step) => typeof step === "object" && step !== null)) return steps;
  throw new ReeveError("invalid_request", `In ${file}, "${section}" has to be a list of steps.`);
}

function entriesOf(deployments: unknown, file: string): DeploymentEntry[] {
  if (deployments === undefined || deployments === null) return [];
  if (!Array.isArray(deployments)) {
    throw new ReeveError("invalid_request", `In ${file}, "deployments" has to be a list.`);
  }
  const entries = deployments.map((raw) => readDeploymentEntry(raw, file));
  // A file as "init" writes it has one entry in which nothing is filled in yet.
  return entries.filter(({ name, entrypoint }) => name !== undefined || entrypoint !== undefined);
}
