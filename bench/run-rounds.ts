import type { BenchOptions } from "./options.ts";
import type { Measured } from "./scenarios/scenario.ts";
import type { ServerName } from "./servers/bench-server.ts";
import { makeTemporaryHome } from "./servers/running-processes.ts";
import { START_SERVER } from "./servers/start-server.ts";

/** What one scenario told of one server in one round, or why it told nothing. */
export type Result = {
  round: number;
  server: ServerName;
  scenario: string;
  measured: Measured;
  error?: string;
};

/** Measures every server in turn, round after round, each time a fresh one; only one of them runs at a time. */
export async function* runRounds(
  { rounds, servers, scenarios, size }: BenchOptions,
  tell: (progress: string) => void,
): AsyncGenerator<Result> {
  for (let round = 1; round <= rounds; round++) {
    // Whoever went first goes last in the next round, so that a change in the machine's load meets both.
    for (const name of round % 2 === 1 ? servers : servers.toReversed()) {
      using home = makeTemporaryHome(name);
      await using server = await START_SERVER[name](home.path);
      for (const scenario of scenarios) {
        tell(`round ${round} of ${rounds} · ${name} · ${scenario.title}`);
        const result = { round, server: name, scenario: scenario.name };
        try {
          yield { ...result, measured: await scenario.measure(server, size) };
        } catch (error) {
          yield { ...result, measured: {}, error: error instanceof Error ? error.message : String(error) };
        }
      }
    }
  }
}
