import {
  block,
  common,
  flag,
  integer,
  number,
  registryCredentials,
  streamOutput,
  text,
  texts,
  variable,
  type WorkerType,
} from "./worker-type.ts";

const variables = {
  ...common,
  image: text("Image", "What containers are made of, such as docker.io/prefecthq/prefect:3-latest."),
  registry_credentials: block(
    "Registry Credentials",
    "Logs in where the image is pulled from.",
    "DockerRegistryCredentials",
  ),
  image_pull_policy: text("Image Pull Policy", "When the image is pulled; left out, when its tag can move.", {
    enum: ["IfNotPresent", "Always", "IfPossible", "Never"],
  }),
  networks: texts("Networks", "The networks that containers are in."),
  network_mode: text("Network Mode", 'How containers are connected, such as "bridge" or "host".'),
  auto_remove: flag("Auto Remove", "Whether a container is removed once its run has ended.", false),
  volumes: texts("Volumes", "Folders of the machine to mount, as /here:/there or /here:/there:ro."),
  stream_output: streamOutput,
  container_wait_timeout: integer(
    "Container Wait Timeout",
    "How many seconds the engine may take to answer that a container has ended.",
    { exclusiveMinimum: 0 },
  ),
  mem_limit: text("Memory Limit", "The most memory a container may use, such as 512m or 2g."),
  memswap_limit: text("Memory Swap Limit", "The most memory and swap together; -1 for no limit of swap."),
  cpu_limit: number("CPU Limit", "How many processors a container may use, such as 1.5.", {
    exclusiveMinimum: 0,
  }),
  privileged: flag(
    "Privileged",
    "Whether containers may do whatever the machine's administrator may.",
    false,
  ),
};

export const dockerType: WorkerType = {
  type: "docker",
  package: "prefect-docker",
  displayName: "Docker",
  description: "Runs each flow run as a container of Docker, Podman or another engine with Docker's API.",
  documentationUrl: "https://docs.prefect.io/integrations/prefect-docker",
  installCommand: "npm install reeve",
  logo: "docker.svg",
  jobConfiguration: Object.fromEntries(Object.keys(variables).map((name) => [name, variable(name)])),
  variables,
  definitions: {
    DockerRegistryCredentials: registryCredentials,
  },
};
