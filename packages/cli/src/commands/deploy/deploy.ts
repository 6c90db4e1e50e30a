import type { Client } from "@reeve/client";
import {
  type Deployed,
  type DeploymentEntry,
  deployFlow,
  type Project,
  readProject,
  selectDeployments,
} from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";
import type { Settings } from "@reeve/settings";
import { ask, canAsk, choose } from "../../ask.ts";
import { print, printJson, remark, terminal } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { paint } from "../../terminal.ts";
import { type EntryOptions, withOptions } from "./entry-options.ts";

export type DeployCommandOptions = GlobalOptions &
  EntryOptions & { name?: string[]; all?: boolean; prefectFile?: string; json?: boolean };

/** Deploys the flow at an entrypoint, or deployments of the project files. */
export async function deployCommand(
  entrypoint: string | undefined,
  options: DeployCommandOptions,
): Promise<void> {
  const directory = process.cwd();
  const project = readProject(directory, options.prefectFile);
  await withClient(options, async (client, settings) => {
    const entries = await entriesOf(client, project, entrypoint, options);
    const deployed: Deployed[] = [];
    for (const entry of entries) {
      const print = options.json ? () => {} : remark;
      deployed.push(await deployFlow({ client, project, entry, directory, print }));
      if (!options.json) announce(deployed.at(-1)!, settings);
    }
    if (options.json) return printJson(deployed);
    tellNext(deployed);
  });
}

async function entriesOf(
  client: Client,
  project: Project,
  entrypoint: string | undefined,
  options: DeployCommandOptions,
): Promise<DeploymentEntry[]> {
  const { name: names = [], all } = options;
  if (entrypoint) {
    if (names.length > 1) throw new ReeveError("invalid_request", "One flow is deployed under one name.");
    const known = project.deployments.find(
      (one) => one.name === names[0] && (one.entrypoint ?? entrypoint) === entrypoint,
    );
    return [await complete(client, withOptions({ ...known, name: names[0], entrypoint }, options))];
  }
  if (all || names.length > 0) {
    const chosen = all ? project.deployments : selectDeployments(project.deployments, names);
    if (chosen.length === 0) throw noEntries(project);
    return chosen.map((entry) => withOptions(entry, options));
  }
  if (project.deployments.length === 1) return [withOptions(project.deployments[0]!, options)];
  if (!canAsk()) {
    throw new ReeveError(
      "invalid_request",
      project.deployments.length > 1
        ? `The project files have several deployments; name one with -n, or take --all.`
        : `Name the flow to deploy, as in "reeve deploy path/to/file:flow -n NAME -p POOL".`,
    );
  }
  if (project.deployments.length === 0) return [await complete(client, withOptions({}, options))];
  const choices = project.deployments.map((entry) => ({
    name: entry.name ?? "",
    about: entry.entrypoint ?? "",
    entry,
  }));
  return [withOptions((await choose("Which deployment", choices)).entry, options)];
}

const noEntries = ({ files }: Project): ReeveError =>
  new ReeveError(
    "not_found",
    files.length > 0
      ? `There is no deployment in ${files.join(" and ")}.`
      : 'There is no project file here; "reeve init" writes one.',
  );

/** Asks for what the entry lacks, where there is somebody to ask. */
async function complete(client: Client, entry: DeploymentEntry): Promise<DeploymentEntry> {
  if (!canAsk()) return entry;
  const entrypoint =
    entry.entrypoint ?? (await ask("The file and the flow in it, such as taxi.ts:trainFlow"));
  const name = entry.name ?? (await ask("The deployment's name", "default"));
  if (entry.work_pool?.name) return { ...entry, entrypoint, name };
  const pools = await client.listWorkPools({ body: {} });
  if (pools.length === 0) return { ...entry, entrypoint, name };
  const choices = pools.map((pool) => ({ name: pool.name, about: pool.type }));
  const pool = await choose("Which work pool", choices);
  return { ...entry, entrypoint, name, work_pool: { ...entry.work_pool, name: pool.name } };
}

function announce({ id, name, flowName, workPool }: Deployed, settings: Settings): void {
  const called = paint(terminal, "bold", `${flowName}/${name}`);
  print(`${paint(terminal, "green", "Deployed")} ${called} to the work pool ${workPool}.`);
  print(`  ${paint(terminal, "cyan", `${uiUrlOf(settings)}/deployments/deployment/${id}`)}`);
}

function tellNext(deployed: readonly Deployed[]): void {
  const [first] = deployed;
  if (!first) return;
  const pools = [...new Set(deployed.map(({ workPool }) => workPool))];
  remark("");
  for (const pool of pools) remark(`To have a worker run it:  reeve worker start -p ${pool}`);
  remark(`To run it now:            reeve deployment run '${first.flowName}/${first.name}'`);
}
