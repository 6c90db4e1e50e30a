import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { vi } from "vitest";

/** The image that tests run: a shell and nothing else. */
export const TEST_IMAGE = "localhost/reeve-worker-test:1";

const BUSYBOX = ["/bin/busybox", "/usr/bin/busybox"];

/** Why there is no engine to test with; undefined when there is one. */
export function whyNoPodman(): string | undefined {
  if (process.getuid?.() !== 0) return "podman without root needs a machine that is set up for it";
  try {
    execFileSync("podman", ["--version"], { stdio: "ignore" });
  } catch {
    return "podman is not installed";
  }
  return BUSYBOX.some((path) => existsSync(path)) ? undefined : "busybox is not installed";
}

/** A container engine of its own for a test file, with the test image, storing everything in a new directory. */
export type Podman = AsyncDisposable & { readonly docker: Docker; readonly socketPath: string };

/** `insecureRegistry` is a registry without TLS, such as `127.0.0.1:5000`, that it may push to. */
export async function startPodman(insecureRegistry?: string): Promise<Podman> {
  const home = await mkdtemp(join(tmpdir(), "reeve-podman-"));
  const socketPath = join(home, "podman.sock");
  const config = join(home, "containers.conf");
  // Limits that every machine allows; the engine's own defaults are refused inside of containers.
  await writeFile(config, '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n');
  const registries = join(home, "registries.conf");
  const insecure = `[[registry]]\nlocation = "${insecureRegistry}"\ninsecure = true\n`;
  await writeFile(registries, insecureRegistry ? insecure : "");
  const env = { ...process.env, CONTAINERS_CONF: config, CONTAINERS_REGISTRIES_CONF: registries };
  const storage = [
    "--root",
    join(home, "storage"),
    "--runroot",
    join(home, "run"),
    "--storage-driver",
    "vfs",
  ];
  await importImage(home, storage, env);
  const engine = spawn("podman", [...storage, "system", "service", "--time=0", `unix://${socketPath}`], {
    env,
    stdio: "ignore",
  });
  const docker = new Docker({ socketPath });
  await vi.waitFor(() => docker.ping(), { timeout: 20_000 });
  return {
    docker,
    socketPath,
    async [Symbol.asyncDispose]() {
      const left = await docker.listContainers({ all: true });
      await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
      engine.kill();
      await new Promise((resolve) => void engine.once("exit", resolve));
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function importImage(home: string, storage: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const root = join(home, "image");
  await mkdir(join(root, "bin"), { recursive: true });
  await mkdir(join(root, "tmp"));
  await copyFile(BUSYBOX.find((path) => existsSync(path))!, join(root, "bin/busybox"));
  for (const command of ["sh", "sleep", "echo", "cat", "env"])
    await symlink("busybox", join(root, "bin", command));
  const archive = join(home, "image.tar");
  execFileSync("tar", ["-C", root, "-cf", archive, "."]);
  execFileSync("podman", [...storage, "import", archive, TEST_IMAGE], { env, stdio: "ignore" });
}
