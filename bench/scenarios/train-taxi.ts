import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { makeTemporaryHome, spawnGroup } from "../servers/running-processes.ts";
import type { Scenario } from "./scenario.ts";

const MONTHS = ["2023-01", "2023-02"] as const;
const BOOST_ROUNDS = 5;
const PROGRAM_LIMIT_MS = 1_800_000;
const QUIET_LIMIT_MS = 60_000;

/** Trains the model of `examples/taxi`, and tells how much of the time was not its tasks' own work. */
export const trainTaxiScenario: Scenario = {
  name: "taxi",
  title: "The taxi model, trained as a Python flow",
  async measure(server, { trips }) {
    const python = taxiPython();
    using home = makeTemporaryHome("taxi");
    const generate = [fromRoot("examples/taxi/generate_trips.py"), "--rows", String(trips)];
    const made = spawnSync(python, [...generate, "--months", MONTHS.join(), "--folder", home.path]);
    if (made.status !== 0) throw new Error(`The trips could not be made: ${made.stderr}`);
    const files = MONTHS.map((month) => join(home.path, `green_tripdata_${month}.parquet`));
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    const cpuBefore = server.cpuMs();
    const args = [fromRoot("bench/programs/train_taxi.py"), ...files, String(BOOST_ROUNDS)];
    await using program = spawnGroup(python, args, {
      PREFECT_API_URL: server.apiUrl,
      PREFECT_HOME: home.path,
      MLFLOW_TRACKING_URI: `sqlite:///${home.path}/mlflow.db`,
      DO_NOT_TRACK: "1",
    });
    const line = await program.waitForOutput(/^\{"seconds".*\}$/m, PROGRAM_LIMIT_MS);
    const { seconds, working } = JSON.parse(line) as { seconds: number; working: number };
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    const cpuSeconds = (server.cpuMs() - cpuBefore) / 1000;
    const ofAll = `${trips.toLocaleString("en-US")} trips`;
    return {
      figures: [
        { label: `${ofAll}, start to end of the flow`, value: seconds, unit: "s" },
        { label: "of it not in its tasks' functions", value: (1 - working / seconds) * 100, unit: "%" },
        { label: "server CPU, of that time", value: (cpuSeconds / seconds) * 100, unit: "%" },
      ],
    };
  },
};

function taxiPython(): string {
  const path = fromRoot(".venv/taxi/bin/python");
  if (existsSync(path)) return path;
  throw new Error(
    `There is no Python at ${path}; "npm run bench" installs it, with the packages of the taxi pipeline.`,
  );
}
