import { existsSync } from "node:fs";
import { basename, join } from "node:path";

// With the package that runs Python flows in it.
const PYTHON_IMAGE = "prefecthq/prefect:3-latest";
const NODE_IMAGE = "node:24-slim";

/**
 * A Dockerfile for a folder that has none: the code at `/opt/prefect/<folder>`, where pull steps look for it, on an
 * image that runs its language, with the packages of `requirements.txt` or `package.json` installed. What is
 * installed stands before the code, so that it is kept while only the code changes.
 */
export function autoDockerfile(folder: string): string {
  const has = (file: string) => existsSync(join(folder, file));
  const place = `/opt/prefect/${basename(folder)}/`;
  const isNode = has("package.json") && !has("requirements.txt");
  const install = isNode
    ? installNode(has("package-lock.json"))
    : has("requirements.txt")
      ? INSTALL_PYTHON
      : [];
  return `${[`FROM ${isNode ? NODE_IMAGE : PYTHON_IMAGE}`, `WORKDIR ${place}`, ...install, `COPY . ${place}`].join("\n")}\n`;
}

const INSTALL_PYTHON = ["COPY requirements.txt .", "RUN pip install --no-cache-dir -r requirements.txt"];

const installNode = (isLocked: boolean): string[] => [
  `COPY package${isLocked ? "*" : ""}.json ./`,
  `RUN npm ${isLocked ? "ci" : "install"} --omit=dev --no-audit --no-fund`,
];
