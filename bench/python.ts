import { existsSync } from "node:fs";
import { fromRoot } from "../scripts/set-up/root.mjs";

/** The interpreter that has the packages of requirements.txt: REEVE_BENCH_PYTHON, or the one that set-up makes. */
export function python(): string {
  const path = process.env.REEVE_BENCH_PYTHON ?? fromRoot(".venv/bench/bin/python");
  if (existsSync(path)) return path;
  throw new Error(`There is no Python at ${path}; "npm run bench" installs it, with the Prefect server.`);
}
