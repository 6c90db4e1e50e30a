import { ReeveError } from "@reeve/protocol/errors";
import type { Launcher } from "./launcher.ts";

const LOAD: Readonly<Record<string, () => Promise<Launcher<unknown>>>> = {
  process: async () => new (await import("./process/process-launcher.ts")).ProcessLauncher(),
  docker: async () => new (await import("./docker/docker-launcher.ts")).DockerLauncher(),
};

/** The launcher for a type of work pool; throws a ReeveError that names the types there are. */
export async function findLauncher(type: string): Promise<Launcher<unknown>> {
  const load = LOAD[type];
  if (load) return load();
  throw new ReeveError(
    "invalid_request",
    `This worker has no launcher for work pools of the type "${type}"; it has ${Object.keys(LOAD).join(", ")}.`,
  );
}
