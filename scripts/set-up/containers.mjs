import { installDebianPackages, isInstalled, mayInstall } from "./debian-packages.mjs";

// The engine, what it starts containers with, and a shell that needs no libraries, of which tests make an image.
const PACKAGES = ["podman", "runc", "busybox-static"];

/** Installs a container engine for the worker's tests where it is missing and this user may; else they are skipped. */
export async function ensureContainerEngine() {
  if (["podman", "runc", "busybox"].every(isInstalled)) return;
  if (!mayInstall()) {
    console.error(
      "No podman was found, so the tests that run containers are skipped. Install it to run them.",
    );
    return;
  }
  try {
    await installDebianPackages("Installing podman", PACKAGES);
  } catch (error) {
    console.error(`${error.message} The tests that run containers are skipped.`);
  }
}
