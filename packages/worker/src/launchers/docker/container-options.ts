import { languageOf, parseEntrypoint } from "@reeve/project";
import type { ContainerCreateOptions } from "dockerode";
import type { Job } from "../launcher.ts";
import { bytesOf, type DockerConfiguration } from "./docker-configuration.ts";

const LOOPBACK = /^(https?:\/\/)(?:127\.0\.0\.1|localhost|\[::1\])(?=[:/]|$)/;
/** By this name a container reaches the machine that it runs on. */
const HOST = "host.docker.internal";

/** What makes a container for a flow run, as the Docker API takes it. */
export function containerOptions(
  configuration: DockerConfiguration,
  { flowRun, deployment }: Pick<Job<unknown>, "flowRun" | "deployment">,
  environment: Readonly<Record<string, string>>,
): ContainerCreateOptions {
  const { image, env, labels, name, networks, network_mode, volumes, privileged } = configuration;
  const sharesNetwork = network_mode === "host";
  const variables = { ...environment, ...env };
  return {
    Image: image,
    ...(name !== null && { name: containerName(name) }),
    Cmd: containerCommand(configuration.command, deployment),
    Env: Object.entries(variables).flatMap(([key, value]) =>
      value === null ? [] : [`${key}=${sharesNetwork ? value : value.replace(LOOPBACK, `$1${HOST}`)}`],
    ),
    Labels: { ...labels, "reeve.flow-run-id": flowRun.id, "reeve.flow-run-name": flowRun.name },
    HostConfig: {
      Binds: [...volumes],
      Privileged: privileged,
      ...limits(configuration),
      ...(network_mode ? { NetworkMode: network_mode } : networks[0] && { NetworkMode: networks[0] }),
      ...(!sharesNetwork && { ExtraHosts: [`${HOST}:host-gateway`] }),
    },
  };
}

function limits({ mem_limit, memswap_limit, cpu_limit }: DockerConfiguration) {
  return {
    ...(mem_limit !== null && { Memory: bytesOf("mem_limit", mem_limit) }),
    ...(memswap_limit !== null && { MemorySwap: bytesOf("memswap_limit", memswap_limit) }),
    ...(cpu_limit !== null && { NanoCpus: Math.round(cpu_limit * 1e9) }),
  };
}

function containerCommand(command: string | null, { entrypoint }: Job<unknown>["deployment"]): string[] {
  if (command) return ["/bin/sh", "-c", command];
  const isTypeScript = entrypoint && languageOf(parseEntrypoint(entrypoint)) === "typescript";
  return isTypeScript ? ["npx", "reeve", "flow-run", "execute"] : ["python", "-m", "prefect.engine"];
}

/** Docker allows few characters in names. */
function containerName(name: string): string {
  const allowed = name.replace(/[^a-zA-Z0-9_.-]+/g, "-").replace(/^[^a-zA-Z0-9]+/, "");
  return allowed || "flow-run";
}
