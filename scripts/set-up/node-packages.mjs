import { existsSync, readFileSync } from "node:fs";
import { fromRoot } from "./root.mjs";
import { runCommand } from "./run-command.mjs";
import { SetUpError } from "./set-up-error.mjs";

const OLDEST_NODE = 20;

/** Installs the packages of package-lock.json, with the Node.js that runs everything else, unless they are there. */
export async function ensureNodePackages() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE) {
    throw new SetUpError(
      `Node.js ${OLDEST_NODE} or newer is needed, and this is ${process.versions.node}. Install a newer one.`,
    );
  }
  if (isInstalled()) return;
  // Not `npm ci`: it refuses a lock made where the registry lacks packages of other platforms.
  await runCommand("Installing packages", "npm", ["install", "--no-save", "--no-audit", "--no-fund"]);
  if (!isInstalled()) {
    throw new SetUpError("npm left packages out. Delete node_modules and run the same command again.");
  }
}

/** npm writes down what it installed in the same shape as the lock, once all of it is there. */
function isInstalled() {
  if (!existsSync(fromRoot("node_modules/.bin/node"))) return false;
  const installed = readPackages("node_modules/.package-lock.json");
  if (!installed) return false;
  return Object.entries(readPackages("package-lock.json") ?? {}).every(([path, locked]) => {
    if (!path.startsWith("node_modules/")) return true;
    const present = installed[path];
    // Packages for other platforms are in the lock, and absent here.
    return present ? present.version === locked.version : locked.optional === true;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(fromRoot(path), "utf8")).packages;
  } catch {
    return undefined;
  }
}
