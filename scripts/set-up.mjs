// Installs whatever is missing before a script of package.json runs. It is plain JavaScript without packages,
// because it must run on the machine's own Node.js, before the right one is there.
import { ensureBrowser } from "./set-up/browser.mjs";
import { ensureBuilds } from "./set-up/builds.mjs";
import { ensureContainerEngine } from "./set-up/containers.mjs";
import { ensureNodePackages } from "./set-up/node-packages.mjs";
import { ensurePythonPackages } from "./set-up/python-packages.mjs";
import { SetUpError } from "./set-up/set-up-error.mjs";

const wanted = new Set(process.argv.slice(2));
const [forTests, forBench] = [wanted.has("--tests"), wanted.has("--bench")];

async function ensureWorkspace() {
  await ensureNodePackages();
  if (wanted.has("--build")) await ensureBuilds();
}

async function ensureMachine() {
  await ensureBrowser();
  await ensureContainerEngine();
}

// Side by side, as each waits for a disk and a registry more than for the others.
const parts = await Promise.allSettled([
  ensureWorkspace(),
  forTests && ensureMachine(),
  forTests && ensurePythonPackages("test", "e2e/requirements.txt"),
  forBench && ensurePythonPackages("bench", "bench/requirements.txt"),
  forBench && ensurePythonPackages("s3", "bench/s3-requirements.txt"),
  (forTests || wanted.has("--taxi")) && ensurePythonPackages("taxi", "examples/taxi/requirements.txt"),
]);
for (const { reason } of parts.filter(({ status }) => status === "rejected")) {
  if (!(reason instanceof SetUpError)) throw reason;
  console.error(`Set-up stopped: ${reason.message}`);
  process.exitCode = 1;
}
