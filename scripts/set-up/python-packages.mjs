import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fromRoot } from "./root.mjs";
import { runCommand } from "./run-command.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { hashFiles, hasStamp, writeStamp } from "./stamp.mjs";

// The locked packages are tried on the first; the others have the same wheels.
const INTERPRETERS = ["python3.11", "python3.12", "python3.13", "python3"];

/** Makes the virtual environment `.venv/<name>` with exactly the packages of a requirements file. */
export async function ensurePythonPackages(name, requirements) {
  const directory = `.venv/${name}`;
  const stamp = `${directory}/.installed-from`;
  const wanted = hashFiles([requirements]);
  if (hasStamp(stamp, wanted)) return;
  const python = findPython();
  rmSync(fromRoot(directory), { recursive: true, force: true });
  await runCommand(`Making the Python environment ${directory}`, python, ["-m", "venv", directory]);
  // The file names every package, so nothing is left for pip to resolve.
  const install = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "--no-compile",
    "--disable-pip-version-check",
  ];
  await runCommand(`Installing its packages into ${directory}`, fromRoot(directory, "bin/python"), [
    ...install,
    "-r",
    requirements,
  ]);
  writeStamp(stamp, wanted);
}

function findPython() {
  const probe = "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))";
  const python = INTERPRETERS.find((command) => spawnSync(command, ["-c", probe]).status === 0);
  if (python) return python;
  throw new SetUpError(
    "Python 3.11, 3.12 or 3.13 with its venv module is needed to run Python flows in tests, and none was found.",
  );
}
