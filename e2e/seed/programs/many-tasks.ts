// node many-tasks.ts 2000: a run of that many short tasks, a hundred at a time, of which a few fail.
import { setTimeout as sleep } from "node:timers/promises";
import { flow, logger, task } from "reeve";

const COUNT = Number(process.argv[2] ?? 100);
// The last task sums up: a graph is shown up to 10,000 tasks, the sum among them.
const IMAGES = COUNT - 1;
const AT_ONCE = 100;

const score = task("score-image", async (image: number) => {
  await sleep(5 + ((image * 37) % 60));
  if (image % 701 === 700) throw new Error(`Image ${image} is empty.`);
  return image % 10;
});
const sum = task("sum-up", async (scores: number) => scores);

const scoreImages = flow(`score-${COUNT}-images`, { tags: ["ml"] }, async () => {
  let total = 0;
  for (let start = 0; start < IMAGES; start += AT_ONCE) {
    const images = Array.from({ length: Math.min(AT_ONCE, IMAGES - start) }, (_, index) => start + index);
    const results = await Promise.allSettled(score.map(images));
    total += results.filter(({ status }) => status === "fulfilled").length;
    if (start % 1000 === 0) logger().info(`${total} of ${IMAGES} images are scored`);
  }
  await sum(total);
});

await scoreImages();
