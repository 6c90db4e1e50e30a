import { ReeveError } from "@reeve/protocol/errors";
import { textInput } from "../step-inputs.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** The name of an image; throws a ReeveError when it cannot be one. */
export function imageName(step: string, inputs: Inputs): string {
  const name = textInput(step, inputs, "image_name");
  if (!/\s/.test(name)) return name;
  throw new ReeveError(
    "invalid_request",
    `The step ${step} has the image name "${name}", which has a space in it.`,
  );
}

/** Further tags of an image. */
export function additionalTags(step: string, { additional_tags: tags }: Inputs): string[] {
  if (tags === undefined || tags === null) return [];
  if (Array.isArray(tags)) return tags.map(String);
  throw new ReeveError("invalid_request", `"additional_tags" of the step ${step} has to be a list of tags.`);
}

/** Throws a ReeveError when the step is to use another way to an engine than its API. */
export function refuseBuildx(step: string, { build_backend: backend }: Inputs): void {
  if (backend === undefined || backend === null || backend === "docker-py") return;
  throw new ReeveError(
    "invalid_request",
    `The step ${step} has the build_backend ${JSON.stringify(backend)}, but builds through the engine's API alone. ` +
      'Leave it out, or run "docker buildx build" in a run_shell_script step.',
  );
}
