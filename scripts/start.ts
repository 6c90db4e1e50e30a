import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fromRoot } from "./set-up/root.mjs";

const API_URL = /https?:\/\/\S+?\/api\b/;

const server = spawn(
  process.execPath,
  [fromRoot("packages/cli/src/main.ts"), "server", "start", ...process.argv.slice(2)],
  { stdio: ["inherit", "pipe", "inherit"] },
);
let example: ChildProcess | undefined;
let isStopping = false;

// A terminal's Ctrl-C reaches all three processes; a signal sent to this one alone is handed on.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    isStopping = true;
    example?.kill(signal);
    server.kill(signal);
  });
}

createInterface({ input: server.stdout }).on("line", (line) => {
  console.log(line);
  const apiUrl = API_URL.exec(line)?.[0];
  if (apiUrl && !example) example = runExample(apiUrl);
});

const [code] = (await once(server, "exit")) as [number | null];
example?.kill();
process.exitCode = code ?? 0;

/** Gives a newcomer a finished run to look at. */
function runExample(apiUrl: string): ChildProcess {
  const child = spawn(process.execPath, [fromRoot("examples/hello/hello.ts")], {
    stdio: "inherit",
    env: { ...process.env, REEVE_API_URL: apiUrl },
  });
  child.on("exit", (exitCode) => {
    if (exitCode && !isStopping)
      console.error(`The hello example ended with code ${exitCode}; the server goes on.`);
  });
  return child;
}
