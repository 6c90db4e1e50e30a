import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "./set-up/root.mjs";

// The server starts anew when one of its files changes; Vite exchanges the UI's modules in the open page.
const children: ChildProcess[] = [
  spawn(
    process.execPath,
    ["--watch", fromRoot("packages/cli/src/main.ts"), "server", "start", ...process.argv.slice(2)],
    { stdio: "inherit" },
  ),
  spawn("npm", ["run", "dev", "-w", "packages/web"], { stdio: "inherit", cwd: fromRoot() }),
];

const stopAll = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.on("SIGINT", stopAll);
process.on("SIGTERM", stopAll);

await Promise.race(children.map((child) => once(child, "exit")));
stopAll();
