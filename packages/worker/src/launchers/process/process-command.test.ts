import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processCommand } from "./process-command.ts";

let project: string;
let python: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "reeve-project-"));
  await mkdir(join(project, ".venv", "bin"), { recursive: true });
  python = join(project, ".venv", "bin", "python");
  await writeFile(python, "");
});
afterAll(() => rm(project, { recursive: true, force: true }));

const deployment = { name: "d", entrypoint: "flow.py:flow", path: ".", pull_steps: null };
const moveTo = (directory: string) => ({ "prefect.deployments.steps.set_working_directory": { directory } });

test("a Python flow runs on the interpreter of the folder that its steps go to, wherever the worker is", () => {
  const pull_steps = [moveTo("/somewhere/else"), moveTo(project)];
  expect(processCommand(null, { ...deployment, pull_steps }, {})).toEqual([python, "-m", "prefect.engine"]);
});

test("one whose code is fetched runs on what is active where the worker is", () => {
  const pull_steps = [{ git_clone: { repository: "https://localhost/taxi.git" } }];
  const [command] = processCommand(
    null,
    { ...deployment, pull_steps },
    { VIRTUAL_ENV: join(project, ".venv") },
  );
  expect(command).toBe(python);
  expect(processCommand(null, { ...deployment, path: "/nowhere" }, {})[0]).toBe("python3");
});

test("a command of one's own is run as it is, and what has neither it nor an entrypoint is refused", () => {
  expect(processCommand("uv run x", deployment, {})).toEqual(["/bin/sh", "-c", "uv run x"]);
  expect(() => processCommand(null, { ...deployment, entrypoint: null }, {})).toThrow("deploy it again");
});
