import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { START_SERVER } from "../servers/start-server.ts";
import type { Scenario } from "./scenario.ts";

const QUIET_LIMIT_MS = 15_000;
const BYTES_PER_MB = 1024 * 1024;

/** Starts another server of the kind twice on a home of its own, and weighs it when it has nothing to do. */
export const startScenario: Scenario = {
  name: "start",
  title: "Start and idle",
  async measure({ name }) {
    using home = makeTemporaryHome(name);
    const start = START_SERVER[name];
    const { startMs: firstMs } = await runOnce(start(home.path));
    const { startMs, idleBytes } = await runOnce(start(home.path));
    return {
      figures: [
        { label: "cold start to healthy, new database", value: firstMs / 1000, unit: "s" },
        { label: "cold start to healthy, existing database", value: startMs / 1000, unit: "s" },
        { label: "idle memory (RSS of all processes)", value: idleBytes / BYTES_PER_MB, unit: "MB" },
      ],
    };
  },
};

async function runOnce(starting: ReturnType<(typeof START_SERVER)["Reeve"]>) {
  await using server = await starting;
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  return { startMs: server.startMs, idleBytes: server.memoryBytes() };
}
