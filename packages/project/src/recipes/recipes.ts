import { ReeveError } from "@reeve/protocol/errors";
import type { Recipe } from "./recipe.ts";

const local: Recipe = {
  name: "local",
  about: "The code stays in this folder, and runs on this machine.",
  inputs: [],
  build: [],
  push: [],
  pull: [{ "prefect.deployments.steps.set_working_directory": { directory: "{{ directory }}" } }],
  jobVariables: {},
};

const git: Recipe = {
  name: "git",
  about: "The code is fetched from its Git repository wherever it runs.",
  inputs: [],
  build: [],
  push: [],
  pull: [
    {
      "prefect.deployments.steps.git_clone": {
        repository: "{{ repository }}",
        branch: "{{ branch }}",
        access_token: null,
      },
    },
  ],
  jobVariables: {},
};

const docker: Recipe = {
  name: "docker",
  about: "The code is built into an image, which runs as containers.",
  inputs: [
    { name: "image_name", asks: "The name of the image, with its repository" },
    { name: "tag", asks: "The tag of the image", default: "latest" },
  ],
  build: [
    {
      "prefect_docker.deployments.steps.build_docker_image": {
        id: "build_image",
        requires: "prefect-docker>=0.3.1",
        image_name: "{{ image_name }}",
        tag: "{{ tag }}",
        dockerfile: "auto",
      },
    },
  ],
  push: [
    {
      "prefect_docker.deployments.steps.push_docker_image": {
        requires: "prefect-docker>=0.3.1",
        image_name: "{{ build_image.image_name }}",
        tag: "{{ build_image.tag }}",
      },
    },
  ],
  pull: [{ "prefect.deployments.steps.set_working_directory": { directory: "/opt/prefect/{{ name }}" } }],
  jobVariables: { image: "{{ build_image.image }}" },
};

const s3: Recipe = {
  name: "s3",
  about: "The code is stored in an S3 bucket and fetched from it wherever it runs.",
  inputs: [
    { name: "bucket", asks: "The name of the bucket" },
    { name: "folder", asks: "The folder in the bucket", default: "{{ name }}" },
  ],
  build: [],
  push: [
    {
      "prefect_aws.deployments.steps.push_to_s3": {
        id: "push_code",
        requires: "prefect-aws>=0.3.4",
        bucket: "{{ bucket }}",
        folder: "{{ folder }}",
        credentials: null,
      },
    },
  ],
  pull: [
    {
      "prefect_aws.deployments.steps.pull_from_s3": {
        id: "pull_code",
        requires: "prefect-aws>=0.3.4",
        bucket: "{{ push_code.bucket }}",
        folder: "{{ push_code.folder }}",
        credentials: null,
      },
    },
  ],
  jobVariables: {},
};

/** Every recipe, in the order in which they are offered. */
export const RECIPES: readonly Recipe[] = [local, git, docker, s3];

/** The recipe of that name; throws a ReeveError that lists the names. */
export function findRecipe(name: string): Recipe {
  const recipe = RECIPES.find((one) => one.name === name);
  if (recipe) return recipe;
  const names = RECIPES.map((one) => one.name).join(", ");
  throw new ReeveError("invalid_request", `There is no recipe "${name}"; there are ${names}.`);
}
