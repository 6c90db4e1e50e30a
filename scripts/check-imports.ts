import { globSync, readFileSync } from "node:fs";
import { findImportFaults } from "./imports/find-import-faults.ts";
import { fromRoot } from "./set-up/root.mjs";

const paths = globSync("{packages/*/src,e2e,bench,examples,scripts}/**/*.{ts,tsx}", {
  cwd: fromRoot(),
  exclude: (name) => name === "node_modules" || name === "dist",
});

const faults = findImportFaults(
  paths.map((path) => ({ path, source: readFileSync(fromRoot(path), "utf8") })),
);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`The imports of ${paths.length} files follow the table.`);
