import { type FactsServer, startFactsServer } from "@reeve/examples/facts-server";
import { startReeveServer } from "./reeve-server.ts";
import type { ProgramHome } from "./run-program.ts";
import { type Runs, readRuns, type State } from "./runs.ts";
import type { Ended, SpawnedProcess } from "./spawn-process.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";

/** How each program ended, by name, and all runs there are afterwards. */
export type ExampleRuns<Name extends string> = { outcomes: Record<Name, Ended>; runs: Runs };

/**
 * Runs programs side by side against a fresh server, with a server of facts whose sporadic endpoint
 * fails twice and then never again.
 */
export async function runExamples<Name extends string>(
  start: (home: ProgramHome) => Record<Name, SpawnedProcess>,
): Promise<ExampleRuns<Name>> {
  using directory = makeTemporaryDirectory();
  await using facts: FactsServer = await startFactsServer({ failFirst: 2, failureRate: 0, seed: 7 });
  await using reeve = await startReeveServer(directory.path);
  const home = { apiUrl: reeve.apiUrl, directory: directory.path, env: { FACTS_URL: facts.url } };
  const programs = Object.entries<SpawnedProcess>(start(home));
  const ended = await Promise.all(
    programs.map(async ([name, program]) => [name, await program.ended] as const),
  );
  return { outcomes: Object.fromEntries(ended) as Record<Name, Ended>, runs: await readRuns(home) };
}

/** The names of states, in their order. */
export const namesOf = (states: readonly State[]) => states.map(({ name }) => name);
