import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { runSteps } from "./run-steps.ts";

let root: string;
let repository: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "reeve-steps-"));
  repository = join(root, "taxi");
  await mkdir(join(repository, "flows"), { recursive: true });
  await mkdir(join(repository, "docs"));
  await writeFile(join(repository, "docs", "readme.md"), "# Taxi\n");
  await writeFile(join(repository, "flows", "train.py"), "first\n");
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
  git("checkout", "--quiet", "-b", "next");
  await writeFile(join(repository, "flows", "train.py"), "second\n");
  git("commit", "--quiet", "-am", "second");
});
afterAll(() => rm(root, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], {
    cwd: repository,
    encoding: "utf8",
  }).trim();

/** A server that has the variable `greeting`, the block `secret/github` and nothing else. */
const client = {
  getBlockDocumentByName: async ({ params }: { params: { slug: string; block_document_name: string } }) => {
    expect(params).toEqual({ slug: "secret", block_document_name: "github" });
    return { data: { value: "s3cret" } };
  },
  getVariableByName: async ({ params: { name } }: { params: { name: string } }) => {
    if (name === "greeting") return { value: "hello" };
    throw new ReeveError("not_found", "There is none.");
  },
} as unknown as Client;

const run = async (...steps: Record<string, unknown>[]) => {
  const directory = await mkdtemp(join(root, "work-"));
  return runSteps(steps, { client, directory, print: () => {} });
};

test.each([
  ["prefect.deployments.steps.git_clone", "main", "first\n"],
  ["prefect.projects.steps.git_clone_project", "next", "second\n"],
  ["git_clone", "next", "second\n"],
])("%s fetches a branch, and what follows is in its folder", async (name, branch, content) => {
  const { directory, outputs } = await run({ [name]: { repository, branch, access_token: null } });
  expect(await readFile(join(directory, "flows", "train.py"), "utf8")).toBe(content);
  expect(outputs["git_clone.directory"] ?? outputs["git_clone_project.directory"]).toBe(directory);
});

test("git_clone fetches a commit", async () => {
  const { directory } = await run({ git_clone: { repository, commit_sha: git("rev-parse", "main") } });
  expect(await readFile(join(directory, "flows", "train.py"), "utf8")).toBe("first\n");
});

test("git_clone fetches some folders alone, into a folder of the name that is wanted", async () => {
  const directories = ["flows"];
  const own = { repository, branch: "main", clone_directory_name: "code" };
  const { directory } = await run({ git_clone: { ...own, directories } });
  expect(basename(directory)).toBe("code");
  const outside = run({ git_clone: { ...own, clone_directory_name: ".." } });
  await expect(outside).rejects.toThrow('is ".."; it has to be the name of a folder');
  expect((await readdir(directory)).filter((name) => name !== ".git")).toEqual(["flows"]);
});

test("the token of a Secret block is sent to the repository's server", async () => {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    const status = request.headers.authorization ? 404 : 401;
    response.writeHead(status, { "www-authenticate": 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/taxi.git`;
  const cloned = run({ git_clone: { repository: url, access_token: "{{ prefect.blocks.secret.github }}" } });
  await expect(cloned).rejects.toThrow(`repository '${url}/' not found`);
  expect(authorizations).toContain(`Basic ${btoa("x-access-token:s3cret")}`);
  await new Promise((resolve) => server.close(resolve));
});

test("npm_install and pip_install_requirements install what the folder's files name", async () => {
  const folder = await mkdtemp(join(root, "packages-"));
  await mkdir(join(folder, "local"));
  await writeFile(join(folder, "local", "package.json"), '{"name":"local","version":"1.0.0"}');
  await writeFile(join(folder, "package.json"), '{"dependencies":{"local":"file:./local"}}');
  await run({ npm_install: { directory: folder } });
  expect(await readdir(join(folder, "node_modules"))).toContain("local");
  await writeWheel(folder);
  await writeFile(join(folder, "requirements.txt"), "./greeting-1.0-py3-none-any.whl\n");
  vi.stubEnv("PIP_TARGET", join(folder, "installed"));
  vi.stubEnv("PIP_NO_INDEX", "1");
  vi.stubEnv("PIP_DISABLE_PIP_VERSION_CHECK", "1");
  const step = "prefect.deployments.steps.pip_install_requirements";
  await run({ [step]: { directory: folder } });
  expect(await readFile(join(folder, "installed", "greeting.py"), "utf8")).toBe("HELLO = 'hello'\n");
  await writeFile(join(folder, "more.txt"), "./nothing-here\n");
  const failed = run({ [step]: { directory: folder, requirements_file: "more.txt" } });
  await expect(failed).rejects.toThrow(/pip_install_requirements failed: .*nothing-here/s);
}, 30_000);

/** The smallest package that pip installs without building it. */
async function writeWheel(folder: string): Promise<void> {
  const info = "greeting-1.0.dist-info";
  await mkdir(join(folder, info));
  await writeFile(join(folder, "greeting.py"), "HELLO = 'hello'\n");
  await writeFile(join(folder, info, "METADATA"), "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n");
  const wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
  await writeFile(join(folder, info, "WHEEL"), wheel);
  await writeFile(join(folder, info, "RECORD"), `greeting.py,,\n${info}/METADATA,,\n${info}/WHEEL,,\n`);
  const packed = ["-m", "zipfile", "-c", "greeting-1.0-py3-none-any.whl", "greeting.py", info];
  execFileSync("python3", packed, { cwd: folder });
}

test("a fetch that fails says why, and never shows the token", async () => {
  const gone = "http://127.0.0.1:9/none.git";
  const failed = run({ git_clone: { repository: gone, access_token: "s3cret" } });
  await expect(failed).rejects.toThrow(/The step git_clone failed: .*http:\/\/127\.0\.0\.1:9\/none\.git/s);
  await expect(failed).rejects.not.toThrow(/s3cret/);
});

test("a step uses what earlier ones handed on, variables and the environment", async () => {
  vi.stubEnv("REEVE_STEP_TEST", "env");
  const { outputs } = await run(
    { run_shell_script: { id: "first", script: "echo one" } },
    {
      "prefect.deployments.steps.run_shell_script": {
        id: "second",
        script: "echo {{ first.stdout }} {{ prefect.variables.greeting }} {{ $REEVE_STEP_TEST }} $MORE",
        env: { MORE: "more" },
      },
    },
  );
  expect(outputs["second.stdout"]).toBe("one hello env more");
});

test("set_working_directory moves to a folder that is there", async () => {
  const folder = join(root, "there");
  await mkdir(folder);
  const { directory } = await run({ set_working_directory: { directory: folder } });
  expect(directory).toBe(folder);
  const missing = join(root, "nowhere");
  await expect(run({ set_working_directory: { directory: missing } })).rejects.toThrow(
    `There is no folder ${missing}`,
  );
  expect(existsSync(missing)).toBe(false);
});

test("a script that fails stops the steps, with what it wrote", async () => {
  const script = "echo before\necho broken >&2; false\necho after";
  await expect(run({ run_shell_script: { script } })).rejects.toThrow(/exit code 1:\nbroken$/);
});

test("an input that a step would ignore is named, with those that it has", async () => {
  await expect(run({ git_clone: { repository, brnch: "main" } })).rejects.toThrow(
    'The step git_clone has no input "brnch"; it has access_token, branch, ',
  );
});

test("an unknown step names those there are", async () => {
  await expect(run({ "prefect.deployments.steps.git_cloen": {} })).rejects.toThrow(
    'There is no step "prefect.deployments.steps.git_cloen"; there are build_docker_image, git_clone, npm_install',
  );
});

test("a variable that is not there says how to make it", async () => {
  const step = { run_shell_script: { script: "echo {{ prefect.variables.farewell }}" } };
  await expect(run(step)).rejects.toThrow('make it with "reeve variable set farewell"');
});
