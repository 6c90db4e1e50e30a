// A flow of a thousand short tasks, a hundred at a time, that tells how far it is.
import { setTimeout as sleep } from "node:timers/promises";
import { flow, task } from "reeve";

const TASKS = 1000;
const SIDE_BY_SIDE = 100;

const countUp = task("Count up", async (number: number) => {
  await sleep(25);
  return number + 1;
});

export const countToThousand = flow("Count to a thousand", async () => {
  let sum = 0;
  for (let start = 0; start < TASKS; start += SIDE_BY_SIDE) {
    const numbers = Array.from({ length: SIDE_BY_SIDE }, (_, index) => start + index);
    const results = await Promise.all(countUp.map(numbers));
    sum += results.length;
    console.log(`counted ${sum}`);
  }
  return sum;
});

if (import.meta.main) console.log(`The sum is ${await countToThousand()}.`);
