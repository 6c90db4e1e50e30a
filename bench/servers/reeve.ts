import manifest from "../../packages/reeve/package.json" with { type: "json" };
import { fromRoot } from "../../scripts/set-up/root.mjs";
import type { StartServer } from "./bench-server.ts";
import { findFreePort, startServerProcess } from "./start-server-process.ts";

/** Starts Reeve as the command `reeve server start` does, on SQLite. */
export const startReeve: StartServer = async (home, env) => {
  const port = await findFreePort();
  return startServerProcess({
    name: "Reeve",
    version: manifest.version,
    command: fromRoot("packages/reeve/bin/reeve"),
    args: ["server", "start", "--port", String(port)],
    // Options such as `--cpu-prof --cpu-prof-dir=profiles` show where the server's time goes.
    env: {
      REEVE_HOME: home,
      REEVE_SERVER_DATABASE_SYNCHRONOUS: process.env.REEVE_BENCH_SYNCHRONOUS ?? "",
      NO_COLOR: "1",
      NODE_OPTIONS: process.env.REEVE_BENCH_NODE_OPTIONS ?? "",
      ...env,
    },
    port,
  });
};
