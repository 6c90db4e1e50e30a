// Installs whatever is missing before a script of package.json runs. It is plain JavaScript without packages,
// because it must run on the machine's own Node.js, before the right one is there.
import { ensureBrowser } from "./set-up/browser.mjs";
import { ensureBuilds } from "./set-up/builds.mjs";
import { ensureContainerEngine } from "./set-up/containers.mjs";
import { ensureNodePackages } from "./set-up/node-packages.mjs";
import { ensurePythonPackages } from "./set-up/python-packages.mjs";
import { SetUpError } from "./set-up/set-up-error.mjs";

const wanted = new Set(process.argv.slice(2));

try {
  ensureNodePackages();
  if (wanted.has("--build")) ensureBuilds();
  if (wanted.has("--tests")) {
    ensurePythonPackages("test", "e2e/requirements.txt");
    ensureBrowser();
    ensureContainerEngine();
  }
  if (wanted.has("--bench")) {
    ensurePythonPackages("bench", "bench/requirements.txt");
    ensurePythonPackages("s3", "bench/s3-requirements.txt");
  }
  if (wanted.has("--tests") || wanted.has("--taxi")) {
    ensurePythonPackages("taxi", "examples/taxi/requirements.txt");
  }
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(`Set-up stopped: ${error.message}`);
  process.exitCode = 1;
}
