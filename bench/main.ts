import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { describeMachine } from "./machine.ts";
import { type BenchOptions, readOptions, USAGE } from "./options.ts";
import { formatReport } from "./report.ts";
import { type Result, runRounds } from "./run-rounds.ts";

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await runBenchmark(options);
  else process.stdout.write(USAGE);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
// Connections that are kept open must not keep the benchmark waiting.
process.exit();

async function runBenchmark(options: BenchOptions): Promise<void> {
  const machine = describeMachine();
  process.stdout.write(`${machine}\n`);
  const results: Result[] = [];
  const startedAt = performance.now();
  const tell = (progress: string) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stderr.write(`${String(seconds).padStart(5)} s  load ${loadavg()[0]!.toFixed(1)}  ${progress}\n`);
  };
  for await (const result of runRounds(options, tell)) results.push(result);
  process.stdout.write(formatReport(results, options));
  if (options.json) writeFileSync(options.json, JSON.stringify({ machine, results }, null, 2));
  if (results.some(({ error }) => error)) process.exitCode = 1;
}
