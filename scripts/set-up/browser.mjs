import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "./run-command.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The path of a Chromium on this machine, or undefined. */
export function findBrowser() {
  const directories = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

/** Installs Debian's Chromium for the browser tests where it is missing and this user may; else those tests are skipped. */
export function ensureBrowser() {
  if (findBrowser()) return;
  if (process.getuid?.() !== 0 || !isExecutable("/usr/bin/apt-get")) {
    console.error("No Chromium was found, so the browser tests are skipped. Install it to run them.");
    return;
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    runCommand("Reading Debian's package lists", "apt-get", ["update", "-q"], { env });
    runCommand("Installing Chromium", "apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], {
      env,
    });
  } catch (error) {
    console.error(`${error.message} The browser tests are skipped.`);
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
