import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fromRoot } from "./set-up/root.mjs";

const API_URL = /https?:\/\/\S+?\/api\b/;

// Without its built file the server runs from its sources, which are what is watched.
rmSync(fromRoot("packages/server/dist"), { recursive: true, force: true });

const command = [fromRoot("packages/cli/src/main.ts"), "server", "start", ...process.argv.slice(2)];
const server = spawn(process.execPath, ["--watch", ...command], { stdio: ["inherit", "pipe", "inherit"] });
let pages: ChildProcess | undefined;

const stopBoth = () => {
  server.kill("SIGTERM");
  pages?.kill("SIGTERM");
};
process.on("SIGINT", stopBoth);
process.on("SIGTERM", stopBoth);

createInterface({ input: server.stdout }).on("line", (line) => {
  console.log(line);
  const apiUrl = API_URL.exec(line)?.[0];
  if (apiUrl && !pages) pages = servePages(apiUrl);
});

await once(server, "exit");
stopBoth();

/** Serves the UI's modules, exchanging them in the open page as they change; calls of the API go to the server. */
function servePages(apiUrl: string): ChildProcess {
  const child = spawn("npm", ["run", "dev", "-w", "packages/web"], {
    cwd: fromRoot(),
    env: { ...process.env, REEVE_API_URL: apiUrl },
    stdio: "inherit",
  });
  child.on("exit", stopBoth);
  return child;
}
