import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Client } from "@reeve/client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ImageRegistry, startImageRegistry } from "../../../test/image-registry.ts";
import { type Podman, startPodman, TEST_IMAGE, whyNoPodman } from "../../../test/podman.ts";
import { runSteps } from "../run-steps.ts";
import { autoDockerfile } from "./auto-dockerfile.ts";
import { packContext } from "./pack-context.ts";

const reason = whyNoPodman();
if (reason) console.warn(`The tests of the steps for images are skipped: ${reason}.`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "reeve-image-steps-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const client = {} as Client;
const run = (...steps: Record<string, unknown>[]) => {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  return runSteps(steps, { client, directory: folder, print }).then((result) => ({ ...result, lines }));
};

describe.skipIf(reason !== undefined)("on a container engine", () => {
  let podman: Podman;
  let registry: ImageRegistry;
  beforeAll(async () => {
    registry = await startImageRegistry();
    podman = await startPodman(registry.host);
    vi.stubEnv("DOCKER_HOST", `unix://${podman.socketPath}`);
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data", "large.csv"), "1,2,3\n");
    await writeFile(join(folder, "taxi.py"), "print('taxi')\n");
    await writeFile(join(folder, ".prefectignore"), "data/\n");
    await writeFile(join(folder, "Dockerfile"), `FROM ${TEST_IMAGE}\nARG WHO\nENV WHO=$WHO\nCOPY . /code/\n`);
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await podman?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
  });

  test("an image is built of the folder without what is ignored, and pushed with its tags", async () => {
    const name = `${registry.host}/taxi`;
    const { outputs, lines } = await run(
      {
        "prefect_docker.deployments.steps.build_docker_image": {
          id: "build_image",
          requires: "prefect-docker>=0.3.1",
          image_name: name,
          tag: "v1",
          additional_tags: ["stable"],
          buildargs: { WHO: "reeve" },
          pull: false,
        },
      },
      {
        "prefect_docker.deployments.steps.push_docker_image": {
          image_name: "{{ build_image.image_name }}",
          tag: "{{ build_image.tag }}",
          additional_tags: "{{ build_image.additional_tags }}",
          credentials: { username: "ada", password: "sesame", registry_url: registry.host },
        },
      },
    );
    expect(outputs).toMatchObject({ "build_image.image": `${name}:v1`, "push_docker_image.tag": "v1" });
    const { Id, Config } = await podman.docker.getImage(`${name}:stable`).inspect();
    expect(outputs["build_image.image_id"]).toBe(Id);
    expect(Config.Env).toContain("WHO=reeve");
    expect(lines.join("\n")).toMatch(/COPY \. \/code\//);
    const container = await podman.docker.createContainer({ Image: `${name}:v1`, Cmd: ["true"] });
    await expect(container.getArchive({ path: "/code/taxi.py" })).resolves.toBeDefined();
    await expect(container.getArchive({ path: "/code/data" })).rejects.toMatchObject({ statusCode: 404 });
    expect([...registry.manifests.keys()].sort()).toEqual(["taxi:stable", "taxi:v1"]);
    expect([...registry.authorizations]).toEqual([`Basic ${btoa("ada:sesame")}`]);
  }, 60_000);

  test("a folder without a Dockerfile is built as it is where pull steps look for it, and the made file is kept", async () => {
    const project = await mkdtemp(join(folder, "auto-"));
    await writeFile(join(project, "flow.py"), "print('taxi')\n");
    // What stands in for the image that nothing here can fetch.
    await podman.docker.getImage(TEST_IMAGE).tag({ repo: "docker.io/prefecthq/prefect", tag: "3-latest" });
    const inputs = {
      image_name: "localhost/auto",
      tag: "1",
      dockerfile: "auto",
      persist_dockerfile: true,
      path: project,
      pull: false,
      labels: { owner: "ada" },
    };
    const { lines } = await run({ build_docker_image: inputs });
    const image = podman.docker.getImage("localhost/auto:1");
    const { Config } = await image.inspect();
    const place = `/opt/prefect/${basename(project)}`;
    expect(Config).toMatchObject({ Labels: { owner: "ada" }, WorkingDir: expect.stringContaining(place) });
    const container = await podman.docker.createContainer({ Image: "localhost/auto:1", Cmd: ["true"] });
    await expect(container.getArchive({ path: `${place}/flow.py` })).resolves.toBeDefined();
    expect(await readFile(join(project, "Dockerfile.generated"), "utf8")).toBe(autoDockerfile(project));
    expect(lines[0]).toContain("Kept the Dockerfile as Dockerfile.generated");
  }, 60_000);

  test("what a build or a push lacks is told in a sentence, and leaves no file behind", async () => {
    const before = await readdir(folder);
    await writeFile(join(folder, "Broken"), `FROM ${TEST_IMAGE}\nCOPY nothing-of-this-name /\n`);
    const broken = { image_name: "localhost/broken", dockerfile: "Broken", pull: false };
    await expect(run({ build_docker_image: broken })).rejects.toThrow(
      /^The step build_docker_image failed: The image localhost\/broken:\S+ could not be built: .*nothing-of-this-name/,
    );
    await rm(join(folder, "Broken"));
    await expect(run({ push_docker_image: { image_name: "localhost/none", tag: "1" } })).rejects.toThrow(
      "The image localhost/none:1 could not be pushed",
    );
    expect(await readdir(folder)).toEqual(before);
  }, 60_000);
});

test("an engine is sent what the ignore file of its own kind leaves, with a Dockerfile that is in no file", async () => {
  const project = await mkdtemp(join(folder, "packed-"));
  await mkdir(join(project, "sub"));
  for (const file of ["a.py", "a.log", "sub/b.log", ".prefectignore"])
    await writeFile(join(project, file), "x");
  // Docker's own rules hold at the top alone; where they are, the others are not read.
  await writeFile(join(project, ".dockerignore"), "*.log\n");
  const listed = execFileSync("tar", ["-tzf", "-"], {
    input: await buffer(packContext(project, { name: "Made", text: "FROM scratch\n" })),
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((name) => name !== "");
  expect(files.sort()).toEqual([".", ".dockerignore", ".prefectignore", "Made", "a.py", "sub", "sub/b.log"]);
});

test("a folder without a Dockerfile gets one for its language", async () => {
  const project = await mkdtemp(join(folder, "auto-"));
  const place = `/opt/prefect/${basename(project)}/`;
  expect(autoDockerfile(project)).toBe(
    `FROM prefecthq/prefect:3-latest\nWORKDIR ${place}\nCOPY . ${place}\n`,
  );
  await writeFile(join(project, "package.json"), "{}");
  expect(autoDockerfile(project)).toContain("FROM node:24-slim\n");
  expect(autoDockerfile(project)).toContain("RUN npm install");
  await writeFile(join(project, "requirements.txt"), "");
  expect(autoDockerfile(project)).toContain("RUN pip install --no-cache-dir -r requirements.txt\n");
});

test("inputs that cannot be are named", async () => {
  await expect(run({ build_docker_image: { image_name: "two words" } })).rejects.toThrow("which has a space");
  await expect(run({ build_docker_image: { image_name: "x", dockerfile: "None" } })).rejects.toThrow(
    "There is no None in",
  );
  const withSecrets = { image_name: "x", secrets: ["id=token"] };
  await expect(run({ build_docker_image: withSecrets })).rejects.toThrow(
    /has no input "secrets"; it has additional_tags, build_backend, buildargs, .*, target\.$/,
  );
  const withBuildx = { image_name: "x", build_backend: "buildx" };
  for (const step of ["build_docker_image", "push_docker_image"]) {
    await expect(run({ [step]: withBuildx })).rejects.toThrow(
      'run "docker buildx build" in a run_shell_script',
    );
  }
  await writeFile(join(folder, "Dockerfile"), "FROM scratch\n");
  await expect(run({ build_docker_image: { image_name: "x", buildargs: "A=1" } })).rejects.toThrow(
    '"buildargs" of the step build_docker_image is "A=1"; it has to be a mapping of names to texts.',
  );
  await expect(run({ push_docker_image: { image_name: "x", additional_tags: "y" } })).rejects.toThrow(
    "has to be a list of tags",
  );
});
