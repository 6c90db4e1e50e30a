import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { fromRoot } from "./root.mjs";
import { runCommand } from "./run-command.mjs";
import { hashFiles, hasStamp, writeStamp } from "./stamp.mjs";

const SOURCES = [
  "packages/web/src",
  "packages/web/build",
  "packages/web/public",
  "packages/web/index.html",
  "packages/web/package.json",
  "packages/web/tsconfig.json",
  "packages/web/vite.config.ts",
  "packages/protocol/src",
  "package-lock.json",
];

// Outside the built directory, whose files are served.
const STAMP = ".cache/web-built-from";

/** Builds the web UI unless what is built came from these very sources. */
export function ensureWebBuild() {
  const sources = hashFiles(SOURCES);
  if (hasStamp(STAMP, sources) && existsSync(fromRoot("packages/web/dist/index.html"))) return;
  runCommand("Building the web UI", "npm", ["run", "build", "-w", "packages/web"], {
    env: { PATH: [fromRoot("node_modules/.bin"), process.env.PATH].join(delimiter) },
  });
  writeStamp(STAMP, sources);
}
