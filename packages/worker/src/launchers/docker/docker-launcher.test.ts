import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Podman, startPodman, TEST_IMAGE, whyNoPodman } from "@reeve/project/test/podman";
import type { Deployment, FlowRun } from "@reeve/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunFolder } from "../../run-folder.ts";
import type { OutputLine } from "../launcher.ts";
import { DockerLauncher } from "./docker-launcher.ts";

const reason = whyNoPodman();
if (reason) console.warn(`The tests of the docker launcher are skipped: ${reason}.`);

describe.skipIf(reason !== undefined)("on a container engine", () => {
  let podman: Podman;
  let root: string;
  let launcher: DockerLauncher;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "reeve-docker-launcher-"));
    podman = await startPodman();
    launcher = new DockerLauncher(podman.docker);
  }, 60_000);
  afterAll(async () => {
    await podman?.[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  const deployment = { name: "d", entrypoint: "f.py:f" } as Deployment;

  async function launch(command: string, job: Record<string, unknown> = {}) {
    const folder = new RunFolder(await mkdtemp(join(root, "run-")));
    const lines: OutputLine[] = [];
    const { promise: spoken, resolve } = Promise.withResolvers<void>();
    const launched = await launcher.launch({
      flowRun: { id: "0190a0b0-0000-7000-8000-000000000001", name: "brisk-otter" } as FlowRun,
      deployment,
      configuration: launcher.configure({
        image: TEST_IMAGE,
        image_pull_policy: "Never",
        network_mode: "host",
        command,
        ...job,
      }),
      environment: { PREFECT_API_URL: "http://127.0.0.1:4200/api" },
      folder,
      onOutput(line) {
        lines.push(line);
        resolve();
      },
    });
    return { launched, lines, folder, spoken };
  }

  test("a container runs with its environment, labels, limits and mounts, and its output is read", async () => {
    const { launched, lines } = await launch('echo "$COLOUR $PREFECT_API_URL"; echo oops >&2; exit 3', {
      env: { COLOUR: "blue" },
      labels: { team: "data" },
      name: "brisk otter!",
      mem_limit: "64m",
      volumes: [`${root}:/data:ro`],
    });
    expect(await launched.ended).toEqual({ exitCode: 3, lastLines: ["oops"] });
    expect(lines).toContainEqual({ stream: "stdout", text: "blue http://127.0.0.1:4200/api" });
    const { Config, HostConfig, Name } = await podman.docker
      .getContainer(launched.identifier.split(":")[1]!)
      .inspect();
    expect(Name).toMatch(/brisk-otter-?$/);
    expect(Config.Labels).toMatchObject({ team: "data", "reeve.flow-run-name": "brisk-otter" });
    expect(HostConfig.Memory).toBe(64 * 2 ** 20);
    expect(HostConfig.Binds?.[0]).toContain(`${root}:/data`);
  });

  test("stopping ends the container, by force when it does not listen", async () => {
    const { launched, spoken } = await launch("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    await spoken;
    await launched.stop(100);
    expect(await launched.ended).toMatchObject({ exitCode: 137 });
  });

  test("a later worker finds the container again and reads on", async () => {
    const { launched, folder, spoken } = await launch("echo early; sleep 1; echo late; exit 4");
    await spoken;
    launched.abandon();
    const lines: string[] = [];
    const recovered = await launcher.recover(folder, ({ text }) => lines.push(text));
    expect(await recovered?.ended).toMatchObject({ exitCode: 4 });
    expect(lines.at(-1)).toBe("late");
  });

  test("a container that is to be removed is gone once its end has been dealt with", async () => {
    const { launched } = await launch("true", { auto_remove: true });
    await launched.ended;
    await launched.discard();
    const container = podman.docker.getContainer(launched.identifier.split(":")[1]!);
    await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  test("an image that no registry has is used as it is here where that is allowed", async () => {
    const { launched } = await launch("true", { image_pull_policy: "IfPossible" });
    expect(await launched.ended).toMatchObject({ exitCode: 0 });
  });

  test("an image that is not there is told", async () => {
    await expect(launch("true", { image: "localhost/none:1" })).rejects.toThrow(
      "No container could be made of image localhost/none:1",
    );
  });
});

test("without an engine it is said what to do", async () => {
  const { default: Docker } = await import("dockerode");
  const away = new DockerLauncher(new Docker({ socketPath: "/nowhere/docker.sock" }));
  const folder = new RunFolder(await mkdtemp(join(tmpdir(), "reeve-docker-launcher-")));
  const launched = away.launch({
    flowRun: { id: "1", name: "r" } as FlowRun,
    deployment: { name: "d", entrypoint: "f.py:f" } as Deployment,
    configuration: away.configure({ image: "x:1", image_pull_policy: "Never" }),
    environment: {},
    folder,
    onOutput: () => {},
  });
  await expect(launched).rejects.toThrow("no container engine answers; start Docker or Podman");
  await folder.remove();
});

test("amounts and lists that are none name the job variable", () => {
  const { configure } = new DockerLauncher();
  expect(() => configure({})).toThrow("The job variable image is null");
  expect(() => configure({ image: "x", volumes: "a:b" })).toThrow('The job variable volumes is "a:b"');
  expect(() => configure({ image: "x", image_pull_policy: "Sometimes" })).toThrow("IfNotPresent, Always");
});
