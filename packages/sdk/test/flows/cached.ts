import { flow, task } from "../../src/index.ts";

const sum = task("sum", { cache: "inputs" }, (numbers: ReadonlyMap<string, number>) => ({
  sum: Array.from(numbers.values()).reduce((one, other) => one + other),
  computedBy: process.pid,
}));

const result = await flow("sums", () =>
  sum(
    new Map([
      ["a", 1],
      ["b", 2],
    ]),
  ),
)();
process.stdout.write(JSON.stringify({ ...result, pid: process.pid }));
