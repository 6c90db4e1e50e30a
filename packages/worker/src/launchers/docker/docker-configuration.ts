import type { RegistryCredentials } from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";

const PULL_POLICIES = ["IfNotPresent", "Always", "IfPossible", "Never"] as const;
type PullPolicy = (typeof PULL_POLICIES)[number];

/** What the base job template of docker work pools has, under its names. */
export type DockerConfiguration = {
  readonly image: string;
  readonly command: string | null;
  readonly env: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string | null;
  readonly image_pull_policy: PullPolicy | null;
  readonly networks: readonly string[];
  readonly network_mode: string | null;
  readonly auto_remove: boolean;
  /** As in `docker run -v`: `here:there` or `here:there:ro`. */
  readonly volumes: readonly string[];
  readonly stream_output: boolean;
  /** Bytes, or text such as `512m`; a number of CPUs. */
  readonly mem_limit: string | number | null;
  readonly memswap_limit: string | number | null;
  readonly cpu_limit: number | null;
  readonly privileged: boolean;
  readonly registry_credentials: RegistryCredentials | null;
};

type Filled = Readonly<Record<string, unknown>>;

/** Checks a job configuration for containers; throws a ReeveError that names what does not fit. */
export function dockerConfiguration(filled: Filled): DockerConfiguration {
  const policy = text(filled, "image_pull_policy");
  if (policy !== null && !isPullPolicy(policy)) {
    throw fault("image_pull_policy", policy, `one of ${PULL_POLICIES.join(", ")}`);
  }
  const image = text(filled, "image");
  if (image === null) throw fault("image", null, "the name of an image");
  return {
    image,
    command: text(filled, "command"),
    env: mapping(filled, "env") as Record<string, string | null>,
    labels: mapping(filled, "labels") as Record<string, string>,
    name: text(filled, "name"),
    image_pull_policy: policy,
    networks: list(filled, "networks"),
    network_mode: text(filled, "network_mode"),
    auto_remove: filled.auto_remove === true,
    volumes: list(filled, "volumes"),
    stream_output: filled.stream_output !== false,
    mem_limit: amount(filled, "mem_limit"),
    memswap_limit: amount(filled, "memswap_limit"),
    cpu_limit: amount(filled, "cpu_limit") === null ? null : Number(filled.cpu_limit),
    privileged: filled.privileged === true,
    registry_credentials: (filled.registry_credentials ?? null) as RegistryCredentials | null,
  };
}

const isPullPolicy = (policy: string): policy is PullPolicy =>
  (PULL_POLICIES as readonly string[]).includes(policy);

const UNITS: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of an amount such as `512m`, `2g` or a number; throws a ReeveError when it is none. */
export function bytesOf(name: string, value: string | number): number {
  const [, number, unit = "b"] = /^(\d+(?:\.\d+)?)\s*([bkmgt])?b?$/i.exec(String(value)) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (number === undefined || factor === undefined) throw fault(name, value, "bytes, or text such as 512m");
  return Math.round(Number(number) * factor);
}

function text(filled: Filled, name: string): string | null {
  const value = filled[name] ?? null;
  if (value === null || typeof value === "string") return value || null;
  throw fault(name, value, "text");
}

function amount(filled: Filled, name: string): string | number | null {
  const value = filled[name] ?? null;
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw fault(name, value, "a number, or text such as 512m");
}

function list(filled: Filled, name: string): string[] {
  const value = filled[name] ?? [];
  if (Array.isArray(value)) return value.map(String);
  throw fault(name, value, "a list");
}

function mapping(filled: Filled, name: string): Record<string, unknown> {
  const value = filled[name] ?? {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw fault(name, value, "an object");
}

const fault = (name: string, value: unknown, wanted: string): ReeveError =>
  new ReeveError(
    "invalid_request",
    `The job variable ${name} is ${JSON.stringify(value)}; a container needs ${wanted} there.`,
  );
