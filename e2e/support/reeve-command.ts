import { fromRoot } from "../../scripts/set-up/root.mjs";
import { type Ended, type SpawnedProcess, spawnProcess } from "./spawn-process.ts";

/** Where `reeve` is run, for which server, with which home. */
export type CommandHome = { apiUrl: string; home: string; directory: string; env?: Record<string, string> };

/** Starts `reeve` with these arguments, as somebody at a terminal without colours would. */
export function startReeve(args: readonly string[], where: CommandHome): SpawnedProcess {
  const { apiUrl, home, directory, env } = where;
  return spawnProcess(
    process.execPath,
    [fromRoot("packages/cli/src/main.ts"), ...args],
    {
      REEVE_API_URL: apiUrl,
      REEVE_HOME: home,
      NO_COLOR: "1",
      // Python flows run on the environment that has the real `prefect` package.
      VIRTUAL_ENV: fromRoot(".venv/test"),
      PREFECT_HOME: home,
      ...env,
    },
    directory,
  );
}

/** Runs `reeve` to its end. */
export const runReeve = (args: readonly string[], where: CommandHome): Promise<Ended> =>
  startReeve(args, where).ended;
