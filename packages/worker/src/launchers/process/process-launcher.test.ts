import { mkdtemp, readFile, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment, FlowRun } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOfProcess } from "../../process-identity.ts";
import { type ProcessIdentity, RunFolder } from "../../run-folder.ts";
import type { OutputLine } from "../launcher.ts";
import { ProcessLauncher } from "./process-launcher.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "reeve-process-launcher-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const launcher = new ProcessLauncher();
const deployment = { name: "d", entrypoint: null, path: null } as Deployment;

async function launch(command: string, configuration: Record<string, unknown> = {}) {
  const folder = new RunFolder(await mkdtemp(join(root, "run-")));
  const lines: OutputLine[] = [];
  const { promise: spoken, resolve } = Promise.withResolvers<void>();
  const launched = await launcher.launch({
    flowRun: { id: "1" } as FlowRun,
    deployment,
    configuration: launcher.configure({ command, ...configuration }),
    environment: { PREFECT__FLOW_RUN_ID: "1" },
    folder,
    onOutput(line) {
      lines.push(line);
      resolve();
    },
  });
  return { launched, lines, folder, spoken };
}

const identityOf = async (folder: RunFolder): Promise<ProcessIdentity> =>
  (await folder.readJson<ProcessIdentity>("process.json"))!;

test("a process runs in a folder of its own with what its configuration gives it", async () => {
  const { launched, lines, folder } = await launch(
    'echo "$COLOUR $PREFECT__FLOW_RUN_ID"; pwd; echo oops >&2',
    {
      env: { COLOUR: "blue", PATH_NOT_SET: null },
    },
  );
  expect(await launched.ended).toEqual({ exitCode: 0, lastLines: ["oops"] });
  expect(lines.filter(({ stream }) => stream === "stdout").map(({ text }) => text)).toEqual([
    "blue 1",
    folder.file("work"),
  ]);
  expect(launched.identifier).toBe(`${hostname()}:${(await identityOf(folder)).pid}`);
});

test("its exit code is told, and its last lines, also the one without an end", async () => {
  const { launched } = await launch("echo first >&2; printf last >&2; exit 3");
  expect(await launched.ended).toEqual({ exitCode: 3, lastLines: ["first", "last"] });
});

test("a process that is killed by the system has the code of its signal", async () => {
  const { launched } = await launch("kill -9 $$");
  expect(await launched.ended).toMatchObject({ exitCode: 137 });
});

test("stopping ends the whole group, by force what does not listen", async () => {
  const { launched, spoken, lines } = await launch(
    "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.05; done' & wait",
  );
  await spoken;
  const child = Number(lines[0]!.text);
  await launched.stop(100);
  await expect.poll(() => startOfProcess(child)).toBeUndefined();
});

test("a process that ends when it is asked to is not killed", async () => {
  const { launched, spoken } = await launch("trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done");
  await spoken;
  await launched.stop(30_000);
  expect(await launched.ended).toMatchObject({ exitCode: 7 });
});

test("a later worker goes on where the earlier one stopped reading, and learns how it ended", async () => {
  const { launched, folder, spoken } = await launch(
    "echo early; while [ ! -e go ]; do sleep 0.02; done; echo late; exit 4",
  );
  await spoken;
  await expect.poll(() => folder.readJson("positions.json")).toEqual({ stdout: 6, stderr: 0 });
  launched.abandon();
  const lines: string[] = [];
  const recovered = await launcher.recover(folder, ({ text }) => lines.push(text));
  await folder.writeJson("work/go", true);
  expect(await recovered?.ended).toMatchObject({ exitCode: 4 });
  expect(lines).toEqual(["late"]);
  expect(await readFile(folder.file("stdout"), "utf8")).toBe("early\nlate\n");
});

test("of a process that was killed with its shell, nobody knows the exit code", async () => {
  const { launched, folder, spoken } = await launch("echo ready; sleep 60");
  await spoken;
  launched.abandon();
  process.kill(-(await identityOf(folder)).pid, "SIGKILL");
  const recovered = await launcher.recover(folder, () => {});
  expect(await recovered?.ended).toMatchObject({ exitCode: null });
});

test("a process whose worker died before it wrote down what it started is found all the same", async () => {
  const { launched, folder, spoken } = await launch(
    "echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5",
  );
  await spoken;
  launched.abandon();
  await rm(folder.file("process.json"));
  const recovered = await launcher.recover(folder, () => {});
  await folder.writeJson("work/go", true);
  expect(await recovered?.ended).toMatchObject({ exitCode: 5 });
});

test("a folder in which no process was started has nothing to recover", async () => {
  const folder = new RunFolder(await mkdtemp(join(root, "run-")));
  expect(await launcher.recover(folder, () => {})).toBeUndefined();
});

test("a folder to run in that is not there, and wrong job variables, are told", async () => {
  await expect(launch("true", { working_dir: "/nowhere/at/all" })).rejects.toThrow("/nowhere/at/all");
  expect(() => launcher.configure({ command: 5 })).toThrow("The job variable command is 5");
});
