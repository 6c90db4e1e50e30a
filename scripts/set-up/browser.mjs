import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackages, mayInstall } from "./debian-packages.mjs";

// First the one that has no window to draw: the same pages take it two thirds of the time.
const WITHOUT_WINDOWS = "chromium-headless-shell";
const NAMES = [WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome"];

/** The path of a Chromium on this machine, or undefined. */
export function findBrowser() {
  const directories = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

/** Installs Debian's Chromium for the browser tests where none is and this user may; else those tests are skipped. */
export async function ensureBrowser() {
  if (findBrowser()) return;
  if (!mayInstall()) {
    console.error("No Chromium was found, so the browser tests are skipped. Install it to run them.");
    return;
  }
  try {
    await installDebianPackages("Installing Chromium", [WITHOUT_WINDOWS]);
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
