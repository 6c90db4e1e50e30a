import { engineError, followEngine, registryAuth } from "@reeve/project";
import Docker from "dockerode";
import type { RunFolder } from "../../run-folder.ts";
import type { Job, Launched, Launcher, OutputLine } from "../launcher.ts";
import { containerOptions } from "./container-options.ts";
import { type DockerConfiguration, dockerConfiguration } from "./docker-configuration.ts";
import { CONTAINER_FILE, type ContainerRecord, LaunchedContainer } from "./launched-container.ts";

/** Runs flow runs as containers of a Docker-compatible engine, which keeps them when the worker goes. */
export class DockerLauncher implements Launcher<DockerConfiguration> {
  readonly type = "docker";
  readonly #docker: Docker;

  /** The engine at DOCKER_HOST, else the machine's own socket. */
  constructor(docker = new Docker()) {
    this.#docker = docker;
  }

  configure(filled: Readonly<Record<string, unknown>>): DockerConfiguration {
    return dockerConfiguration(filled);
  }

  async launch(job: Job<DockerConfiguration>): Promise<Launched> {
    const { configuration, folder } = job;
    await this.#pull(configuration);
    const options = containerOptions(configuration, job, job.environment);
    const container = await this.#create(options);
    const record: ContainerRecord = {
      id: container.id,
      autoRemove: configuration.auto_remove,
      readUntil: null,
    };
    await folder.writeJson(CONTAINER_FILE, record);
    await this.#connect(container.id, configuration);
    await container.start().catch((cause: unknown) => {
      throw engineError(`The container for image ${configuration.image} could not be started`, cause);
    });
    return new LaunchedContainer(this.#docker, record, folder, (line) => {
      if (configuration.stream_output) job.onOutput(line);
    });
  }

  async recover(
    folder: RunFolder,
    onOutput: (line: OutputLine) => void,
  ): Promise<LaunchedContainer | undefined> {
    const record = await folder.readJson<ContainerRecord>(CONTAINER_FILE);
    return record && new LaunchedContainer(this.#docker, record, folder, onOutput);
  }

  async #pull({
    image,
    image_pull_policy: policy,
    registry_credentials,
  }: DockerConfiguration): Promise<void> {
    if (policy === "Never") return;
    // A tag that moves is asked for each time; any other is taken as it is here.
    const isMoving = /:latest$/.test(image) || !/[:@]/.test(image.split("/").at(-1) ?? "");
    if (policy === "IfNotPresent" || (policy === null && !isMoving)) {
      if (await this.#hasImage(image)) return;
    }
    const authconfig = registry_credentials ? registryAuth(registry_credentials) : undefined;
    try {
      const progress = await this.#docker.pull(image, authconfig ? { authconfig } : {});
      await followEngine(this.#docker, progress);
    } catch (cause) {
      const mayBeOld = policy === null || policy === "IfPossible";
      if (mayBeOld && (await this.#hasImage(image))) return;
      throw engineError(`The image ${image} could not be pulled`, cause);
    }
  }

  async #hasImage(image: string): Promise<boolean> {
    return this.#docker
      .getImage(image)
      .inspect()
      .then(
        () => true,
        () => false,
      );
  }

  async #create(options: Docker.ContainerCreateOptions): Promise<Docker.Container> {
    for (let suffix = 0; ; suffix += 1) {
      const name = options.name && suffix > 0 ? `${options.name}-${suffix}` : options.name;
      try {
        return await this.#docker.createContainer({ ...options, name });
      } catch (cause) {
        const isTaken = (cause as { statusCode?: number }).statusCode === 409;
        if (!isTaken || !name)
          throw engineError(`No container could be made of image ${options.Image}`, cause);
      }
    }
  }

  /** The first network is the container's own; it joins the others. */
  async #connect(container: string, { networks, network_mode }: DockerConfiguration): Promise<void> {
    const others = network_mode ? networks : networks.slice(1);
    for (const network of others) {
      await this.#docker
        .getNetwork(network)
        .connect({ Container: container })
        .catch((cause: unknown) => {
          throw engineError(`The container could not join the network ${network}`, cause);
        });
    }
  }
}
