import { ReeveError } from "@reeve/protocol/errors";
import type Docker from "dockerode";

export type RegistryCredentials = { username?: string; password?: string; registry_url?: string };

/** Credentials of a registry as the Docker API takes them. */
export const registryAuth = ({ username, password, registry_url }: RegistryCredentials) => ({
  username: username ?? "",
  password: password ?? "",
  serveraddress: registry_url ?? "https://index.docker.io/v1/",
});

/** What an engine did not do, and why: what it said, or that there is none. */
export function engineError(what: string, cause: unknown): ReeveError {
  const { message, code } = cause as { message?: string; code?: string };
  const isAway = code === "ENOENT" || code === "ECONNREFUSED" || code === "EACCES";
  const why = isAway
    ? "no container engine answers; start Docker or Podman, or set DOCKER_HOST to its socket"
    : (message ?? String(cause)).trim().replace(/\.$/, "");
  return new ReeveError("invalid_request", `${what}: ${why}.`, { cause });
}

/** What an engine tells while it works: a line, or how far a part of the work has come. */
export type EngineEvent = {
  stream?: string;
  status?: string;
  id?: string;
  aux?: { ID?: string };
  error?: string;
};

/** Follows what an engine does to its end; rejects with the error that it tells of. */
export function followEngine(
  { modem }: Docker,
  progress: NodeJS.ReadableStream,
  onEvent: (event: EngineEvent) => void = () => {},
): Promise<void> {
  let failure: Error | undefined;
  const take = (event: EngineEvent): void => {
    if (event.error) failure = new Error(event.error);
    else onEvent(event);
  };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null) => {
      const reason = error ?? failure;
      if (reason) reject(reason);
      else resolve();
    };
    modem.followProgress(progress, done, take);
  });
}
