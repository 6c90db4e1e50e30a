import { existsSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { type Podman, startPodman, TEST_IMAGE, whyNoPodman } from "@reeve/project/test/podman";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { DeployedProject } from "./support/deployed-project.ts";
import { runReeve, startReeve } from "./support/reeve-command.ts";

const reason = whyNoPodman();
if (reason) console.warn(`The tests of the docker worker are skipped: ${reason}.`);

describe.skipIf(reason !== undefined)("the docker worker", () => {
  let podman: Podman;
  let project: DeployedProject;
  beforeAll(async () => {
    [podman, project] = await Promise.all([startPodman(), DeployedProject.open()]);
  });
  afterAll(async () => {
    await project?.[Symbol.asyncDispose]();
    await podman?.[Symbol.asyncDispose]();
  });

  test("runs a flow in a container, reads its log, and cancels it without a crash", async () => {
    const { client } = project;
    const where = { ...project.where, env: { DOCKER_HOST: `unix://${podman.socketPath}` } };
    await using worker = startReeve(["worker", "start", "-p", "docks", "-t", "docker"], where);
    await worker.waitForOutput(/serves the work pool/);
    await client.createDeployment({
      body: {
        name: "boxed",
        flow_id: (await client.createFlow({ body: { name: "main-flow" } })).id,
        work_pool_name: "docks",
        entrypoint: "orchestrate.py:main_flow",
        pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: project.folder } }],
        job_variables: lentPython(project.path),
      },
    });
    const { id } = await project.createRun("main-flow/boxed", { rows: 4, seconds: 600 });
    await project.untilRunning(id);
    await expect.poll(() => project.messagesOf(id), { timeout: 20_000 }).toContain("Read 4 rows.");
    await runReeve(["flow-run", "cancel", id], project.where);
    await project.untilState(id, (type) => type === "CANCELLED");
    // Nobody tells an engine in a container why it is ended.
    expect((await project.stateNamesOf(id)).slice(-3)).toEqual(["Running", "Cancelling", "Cancelled"]);
    await worker.waitForOutput(/Cleaned up\./);
    await expect.poll(() => podman.docker.listContainers({ all: true })).toEqual([]);
  });
});

/** What lets the machine's Python run in an image that has a shell alone. */
function lentPython(folder: string): Record<string, unknown> {
  const python = dirname(dirname(realpathSync(fromRoot(".venv/test/bin/python"))));
  const environments = realpathSync(fromRoot(".venv"));
  const lent = ["/lib", "/lib64", "/usr/lib", "/etc/ssl", python, environments, folder];
  return {
    image: TEST_IMAGE,
    image_pull_policy: "Never",
    network_mode: "host",
    auto_remove: true,
    volumes: lent.filter((path) => existsSync(path)).map((path) => `${path}:${path}`),
    env: { PATH: `${environments}/test/bin:/bin`, HOME: "/tmp" },
  };
}
