import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import type { ServerName } from "../servers/bench-server.ts";
import { makeTemporaryHome, spawnGroup } from "../servers/running-processes.ts";
import type { Figure, Measured, Scenario, Size } from "./scenario.ts";

const MEAN_FILE_BYTES = 262_144;
const START_LIMIT_MS = 60_000;
const COPY_LIMIT_MS = 900_000;

/** What copies a folder, given the way, the bucket and the folder. */
type Copier = (way: Way, bucket: string, folder: string) => string[];
type Way = "up" | "down";

type Used = { seconds: number; cpuSeconds: number; megabytes: number };

const OWN: Readonly<Record<ServerName, Copier>> = {
  Reeve: (...args) => [process.execPath, fromRoot("bench/programs/copy-folder.ts"), ...args],
  Prefect: (...args) => [s3Python(), fromRoot("bench/programs/copy_folder.py"), ...args],
};

const awsCli: Copier = (way, bucket, folder) => {
  const [from = "", to = ""] =
    way === "up" ? [folder, `s3://${bucket}/data`] : [`s3://${bucket}/data`, folder];
  return [fromRoot(".venv/s3/bin/aws"), "s3", "cp", "--recursive", "--only-show-errors", from, to];
};

/** Copies a folder to an S3 server and back, with the packages for it and with Amazon's own command. */
export const s3FoldersScenario: Scenario = {
  name: "s3",
  title: "A folder into S3 and out of it",
  async measure({ name }, { s3Files }: Size): Promise<Measured> {
    using home = makeTemporaryHome("s3");
    const folder = join(home.path, "folder");
    const megabytes = writeFolder(folder, s3Files);
    await using server = spawnGroup(
      fromRoot(".venv/s3/bin/moto_server"),
      ["-H", "127.0.0.1", "-p", "0"],
      KEYS,
    );
    const line = await server.waitForOutput(/Running on http:\S+/, START_LIMIT_MS);
    const env = { ...KEYS, AWS_ENDPOINT_URL: line.split(" ").at(-1), AWS_DEFAULT_REGION: "us-east-1" };
    const figures: Figure[] = [];
    // Its own bucket each, so that neither overwrites what the other wrote.
    for (const [copier, bucket] of [
      [OWN[name], "own"],
      [awsCli, "of-aws"],
    ] as const) {
      const who = bucket === "own" ? "" : "aws s3 cp: ";
      await fetch(`${env.AWS_ENDPOINT_URL}/${bucket}`, { method: "PUT" });
      for (const way of ["up", "down"] as const) {
        const target = way === "up" ? folder : join(home.path, bucket);
        const used = await measureCommand(copier(way, bucket, target), env);
        const what = `${who}${s3Files} files, ${Math.round(megabytes)} MB ${way}`;
        figures.push({ label: what, value: used.seconds, unit: "s" });
        figures.push({ label: `${who}CPU, ${way}`, value: used.cpuSeconds, unit: "s" });
        figures.push({ label: `${who}most memory, ${way}`, value: used.megabytes, unit: "MB" });
      }
      rmSync(join(home.path, bucket), { recursive: true, force: true });
    }
    return { figures };
  },
};

const KEYS = { AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench" };

/** Files of many sizes that are of no use to a compressor; answers how many megabytes they are. */
function writeFolder(folder: string, files: number): number {
  let bytes = 0;
  for (let index = 0; index < files; index++) {
    const place = join(folder, String(index % 20));
    if (index < 20) mkdirSync(place, { recursive: true });
    // From next to nothing to twice the mean, in turn.
    const size = Math.round((2 * MEAN_FILE_BYTES * (index % 100)) / 99);
    writeFileSync(join(place, `${index}.bin`), randomBytes(size));
    bytes += size;
  }
  return bytes / 1024 ** 2;
}

async function measureCommand(command: string[], env: NodeJS.ProcessEnv): Promise<Used> {
  const args = [fromRoot("bench/programs/measure_command.py"), ...command];
  await using running = spawnGroup(s3Python(), args, env);
  return JSON.parse(await running.waitForOutput(/^\{"seconds".*\}$/m, COPY_LIMIT_MS));
}

function s3Python(): string {
  const path = fromRoot(".venv/s3/bin/python");
  if (existsSync(path)) return path;
  throw new Error(`There is no Python at ${path}; "npm run bench" installs it, with the S3 server.`);
}
