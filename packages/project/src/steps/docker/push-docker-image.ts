import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import Docker from "dockerode";
import {
  type EngineEvent,
  engineError,
  followEngine,
  type RegistryCredentials,
  registryAuth,
} from "../../container-engine.ts";
import { optionalTextInput, refuseUnknown } from "../step-inputs.ts";
import { additionalTags, imageName, refuseBuildx } from "./image-inputs.ts";

const NAME = "push_docker_image";
const INPUTS = ["image_name", "tag", "additional_tags", "credentials", "build_backend", "ignore_cache"];

/**
 * Pushes an image to the registry that its name names. Inputs: `image_name`; `tag`, else latest; `additional_tags`;
 * `credentials` with `username`, `password` and `registry_url`, else those that the engine knows.
 * Hands on `image_name`, `tag`, `image` and `additional_tags`.
 */
export const pushDockerImage: Step = async (inputs, { print }) => {
  refuseBuildx(NAME, inputs);
  refuseUnknown(NAME, inputs, INPUTS);
  const name = imageName(NAME, inputs);
  const tag = optionalTextInput(NAME, inputs, "tag") ?? "latest";
  const tags = additionalTags(NAME, inputs);
  const authconfig = credentialsOf(inputs);
  const docker = new Docker();
  for (const one of [tag, ...tags]) {
    print(`Pushing ${name}:${one}.`);
    await push(docker, `${name}:${one}`, authconfig, print);
  }
  return { image_name: name, tag, image: `${name}:${tag}`, additional_tags: tags };
};

async function push(
  docker: Docker,
  image: string,
  authconfig: Docker.AuthConfig | undefined,
  print: (text: string) => void,
): Promise<void> {
  const tell = ({ id, status }: EngineEvent) => {
    // Of each layer's progress bar the end is enough.
    if (status && (!id || /pushed|exists/i.test(status))) print(id ? `${id}: ${status}` : status);
  };
  try {
    // The engine wants the header also from those who have no credentials.
    const progress = await docker.getImage(image).push({ authconfig: authconfig ?? {} });
    await followEngine(docker, progress, tell);
  } catch (cause) {
    throw engineError(`The image ${image} could not be pushed`, cause);
  }
}

function credentialsOf({ credentials }: Readonly<Record<string, unknown>>): Docker.AuthConfig | undefined {
  if (credentials === undefined || credentials === null) return undefined;
  if (typeof credentials === "object") return registryAuth(credentials as RegistryCredentials);
  throw new ReeveError(
    "invalid_request",
    `"credentials" of the step ${NAME} has to be an object with a username and a password.`,
  );
}
