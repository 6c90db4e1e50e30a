import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import Docker, { type ImageBuildOptions } from "dockerode";
import { type EngineEvent, engineError, followEngine } from "../../container-engine.ts";
import { flagInput, optionalTextInput, refuseUnknown } from "../step-inputs.ts";
import { autoDockerfile } from "./auto-dockerfile.ts";
import { BUILD_OPTIONS, buildOptions } from "./build-options.ts";
import { additionalTags, imageName, refuseBuildx } from "./image-inputs.ts";
import { packContext } from "./pack-context.ts";

const NAME = "build_docker_image";
// Not to be taken for a file of the project.
const AUTO_FILE = ".Dockerfile.reeve-auto";
const INPUTS = [
  ...["image_name", "tag", "additional_tags", "dockerfile", "path", "build_backend", "ignore_cache"],
  ...["persist_dockerfile", "dockerfile_output_path"],
  ...BUILD_OPTIONS,
];

/**
 * Builds an image of the folder, without what its list of ignored files names, on the engine at DOCKER_HOST or at the
 * machine's own socket. Inputs: `image_name`; `tag`, else the time; `additional_tags`; `dockerfile`, or `auto` for
 * one that installs the project's packages, which `persist_dockerfile` keeps as `dockerfile_output_path`, else as
 * `Dockerfile.generated`; `path`, the folder; `pull`, whether its base is to be fetched anew, which it is when nothing
 * is said; and what else the engine takes (`BUILD_OPTIONS`). What only buildx can do is refused.
 * Hands on `image_name`, `tag`, `image`, `image_id` and `additional_tags`.
 */
export const buildDockerImage: Step = async (inputs, { directory, print }) => {
  refuseBuildx(NAME, inputs);
  refuseUnknown(NAME, inputs, INPUTS);
  const name = imageName(NAME, inputs);
  const tag = optionalTextInput(NAME, inputs, "tag") ?? timeTag();
  const tags = additionalTags(NAME, inputs);
  const context = resolve(directory, optionalTextInput(NAME, inputs, "path") ?? ".");
  const docker = new Docker();
  const image = `${name}:${tag}`;
  const dockerfile = optionalTextInput(NAME, inputs, "dockerfile") ?? "Dockerfile";
  const made = madeDockerfile(context, dockerfile);
  if (made && flagInput(inputs, "persist_dockerfile")) {
    const kept = optionalTextInput(NAME, inputs, "dockerfile_output_path") ?? "Dockerfile.generated";
    await writeFile(resolve(context, kept), made.text);
    print(`Kept the Dockerfile as ${kept}; name it as "dockerfile" to build from it.`);
  }
  const options = { ...buildOptions(NAME, inputs), t: image, dockerfile: made?.name ?? dockerfile };
  await build(docker, packContext(context, made), options, print);
  const built = docker.getImage(image);
  for (const other of tags) await built.tag({ repo: name, tag: other });
  const { Id: image_id } = await built.inspect();
  return { image_name: name, tag, image, image_id, additional_tags: tags };
};

async function build(
  docker: Docker,
  context: Readable,
  options: ImageBuildOptions & { t: string },
  print: (text: string) => void,
): Promise<void> {
  const tell = ({ stream, status }: EngineEvent) => {
    const line = (stream ?? status ?? "").trimEnd();
    if (line !== "") print(line);
  };
  try {
    const progress = await docker.buildImage(context, options);
    await followEngine(docker, progress, tell);
  } catch (cause) {
    throw engineError(`The image ${options.t} could not be built`, cause);
  }
}

/** The Dockerfile that is made for the folder when that is asked for; else the one that is named has to be there. */
function madeDockerfile(context: string, wanted: string): { name: string; text: string } | undefined {
  if (wanted === "auto") return { name: AUTO_FILE, text: autoDockerfile(context) };
  if (existsSync(join(context, wanted))) return undefined;
  throw new ReeveError(
    "not_found",
    `There is no ${wanted} in ${context}; write one, or take "dockerfile: auto".`,
  );
}

/** Now, in what a tag may consist of. */
const timeTag = (): string =>
  new Date()
    .toISOString()
    .toLowerCase()
    .replace(/[^0-9tz]+/g, "-");
