import type { ServerName, StartServer } from "./bench-server.ts";
import { startPrefect } from "./prefect.ts";
import { startReeve } from "./reeve.ts";

/** How each of the servers is started. */
export const START_SERVER: Readonly<Record<ServerName, StartServer>> = {
  Reeve: startReeve,
  Prefect: startPrefect,
};
