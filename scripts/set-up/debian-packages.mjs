import { spawnSync } from "node:child_process";
import { runCommand } from "./run-command.mjs";

const env = { DEBIAN_FRONTEND: "noninteractive" };

let listsAreRead = false;

/** Whether there is a command of this name. */
export const isInstalled = (command) => spawnSync("which", [command], { stdio: "ignore" }).status === 0;

/** Whether this user may install Debian's packages here. */
export const mayInstall = () => process.getuid?.() === 0 && isInstalled("apt-get");

/** Installs packages of Debian. One call must have ended before the next: its installer works alone. */
export async function installDebianPackages(purpose, packages) {
  if (!listsAreRead) await runCommand("Reading Debian's package lists", "apt-get", ["update", "-q"], { env });
  listsAreRead = true;
  await runCommand(purpose, "apt-get", ["install", "-qy", "--no-install-recommends", ...packages], { env });
}
