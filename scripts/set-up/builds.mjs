import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { fromRoot } from "./root.mjs";
import { runCommand } from "./run-command.mjs";
import { hashFiles, hasStamp, writeStamp } from "./stamp.mjs";

/** What is built, from which sources, and the file that shows that it was. Stamps lie outside what is built. */
const BUILDS = [
  {
    what: "the web UI",
    workspace: "packages/web",
    built: "packages/web/dist/index.html",
    stamp: ".cache/web-built-from",
    sources: [
      "packages/web/src",
      "packages/web/build",
      "packages/web/public",
      "packages/web/index.html",
      "packages/web/package.json",
      "packages/web/tsconfig.json",
      "packages/web/vite.config.ts",
      "packages/protocol/src",
      "package-lock.json",
    ],
  },
  {
    what: "the server",
    workspace: "packages/server",
    built: "packages/server/dist/index.js",
    stamp: ".cache/server-built-from",
    sources: [
      "packages/server/src",
      "packages/server/package.json",
      "packages/protocol/src",
      "packages/settings/src",
      "package-lock.json",
    ],
  },
];

/** Builds whatever was not built from these very sources. */
export async function ensureBuilds() {
  await Promise.all(BUILDS.map(ensureBuild));
}

async function ensureBuild({ what, workspace, built, stamp, sources }) {
  const hash = hashFiles(sources);
  if (hasStamp(stamp, hash) && existsSync(fromRoot(built))) return;
  await runCommand(`Building ${what}`, "npm", ["run", "build", "-w", workspace], {
    env: { PATH: [fromRoot("node_modules/.bin"), process.env.PATH].join(delimiter) },
  });
  writeStamp(stamp, hash);
}
