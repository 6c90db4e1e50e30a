import { spawnSync } from "node:child_process";
import { runCommand } from "./run-command.mjs";

// The engine, what it starts containers with, and a shell that needs no libraries, of which tests make an image.
const PACKAGES = ["podman", "runc", "busybox-static"];

/** Installs a container engine for the worker's tests where it is missing and this user may; else they are skipped. */
export function ensureContainerEngine() {
  if (["podman", "runc", "busybox"].every(isInstalled)) return;
  if (process.getuid?.() !== 0 || !isInstalled("apt-get")) {
    console.error(
      "No podman was found, so the tests that run containers are skipped. Install it to run them.",
    );
    return;
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    runCommand("Reading Debian's package lists", "apt-get", ["update", "-q"], { env });
    const install = ["install", "-qy", "--no-install-recommends", ...PACKAGES];
    runCommand("Installing podman", "apt-get", install, { env });
  } catch (error) {
    console.error(`${error.message} The tests that run containers are skipped.`);
  }
}

const isInstalled = (command) => spawnSync("which", [command], { stdio: "ignore" }).status === 0;
