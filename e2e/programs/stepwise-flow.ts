// A flow that takes its second step, and then its end, when it is told to by SIGUSR2.
import { flow, logger, task } from "reeve";
import { z } from "zod";

let told = 0;
let proceed: (() => void) | undefined;
process.on("SIGUSR2", () => {
  told += 1;
  proceed?.();
});

const untilTold = async () => {
  while (told === 0) {
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
  }
  told -= 1;
};

const takeStep = (name: string) =>
  task(name, async () => {
    logger().info(`${name} was taken.`);
    return { name };
  });

const rest = flow("Rest", () => {
  logger().info("Resting between steps.");
});

export const stepwise = flow("Stepwise", { parameters: z.object({ from: z.string() }) }, async () => {
  const first = takeStep("First step").submit();
  await first;
  await rest();
  await untilTold();
  await takeStep("Second step")();
  await untilTold();
});

// Waiting for a signal alone does not keep a process alive.
const keepAlive = setInterval(() => {}, 60_000);
await stepwise({ from: "here" });
clearInterval(keepAlive);
