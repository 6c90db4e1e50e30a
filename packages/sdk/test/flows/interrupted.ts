import { flow, task } from "../../src/index.ts";

const wait = task("wait", () => {
  process.stdout.write("started\n");
  if (process.argv[2] === "throw") setTimeout(() => throwLater());
  return new Promise<never>((_, reject) => setTimeout(reject, 60_000));
});

const inner = flow("interrupted-inner", async () => await wait());
const outer = flow("interrupted", async () => await inner());

function throwLater(): never {
  throw new Error("nobody caught this");
}

await outer();
