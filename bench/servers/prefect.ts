import { python } from "../python.ts";
import type { StartServer } from "./bench-server.ts";
import { findFreePort, startServerProcess } from "./start-server-process.ts";

const PREFECT_VERSION = "3.8.8";

/** Starts the real Prefect server as `prefect server start` does, on SQLite; it is kept from calling home. */
export const startPrefect: StartServer = async (home, env) => {
  const port = await findFreePort();
  return startServerProcess({
    name: "Prefect",
    version: PREFECT_VERSION,
    command: python(),
    args: ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", String(port)],
    env: {
      PREFECT_HOME: home,
      PREFECT_SERVER_ANALYTICS_ENABLED: "false",
      DO_NOT_TRACK: "1",
      // Its pages would look for the API at port 4200, wherever the server is.
      PREFECT_UI_API_URL: `http://127.0.0.1:${port}/api`,
      NO_COLOR: "1",
      ...env,
    },
    port,
  });
};
