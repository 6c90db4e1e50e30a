// Serves facts for the examples until Ctrl-C:
//
// node main.ts [--port 4300] [--failure-rate 0.5] [--fail-first 0] [--seed 7]
import { parseArgs } from "node:util";
import { type FactsServerOptions, startFactsServer } from "./start-facts-server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4300" },
    "failure-rate": { type: "string" },
    "fail-first": { type: "string" },
    seed: { type: "string" },
  },
});

const options: FactsServerOptions = {
  port: Number(values.port),
  failureRate: toNumber(values["failure-rate"]),
  failFirst: toNumber(values["fail-first"]),
  seed: toNumber(values.seed),
};

const server = await startFactsServer(options);
console.log(`Facts are served at ${server.url}, Ctrl-C stops.`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => server[Symbol.asyncDispose]());

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
