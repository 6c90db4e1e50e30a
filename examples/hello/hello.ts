// Breakfast as a flow: tasks that run side by side, one that fails once, a subflow, and logs.
import { setTimeout as sleep } from "node:timers/promises";
import { flow, logger, runContext, task } from "reeve";
import { z } from "zod";

const boilWater = task("Boil water", async (cups: number) => {
  logger().info(`Heating water for ${cups} cups.`);
  await sleep(900);
  return { cups, celsius: 96 };
});

const grindBeans = task("Grind beans", async (cups: number) => {
  const grams = cups * 15;
  await sleep(600);
  logger().info(`Ground ${grams} g of beans.`);
  return { grams };
});

const brewCoffee = task("Brew coffee", async (water: { cups: number }, beans: { grams: number }) => {
  logger().info(`Pouring ${water.cups} cups over ${beans.grams} g.`);
  await sleep(700);
  return { cups: water.cups };
});

const toastBread = task("Toast bread", { retries: 2, retryDelay: "300ms" }, async (slice: number) => {
  await sleep(400 + 150 * slice);
  // The second slice burns the first time, so that there is a retry to look at.
  const attempt = runContext().taskRun?.runCount ?? 1;
  if (slice === 2 && attempt === 1) throw new Error("The toast is burnt.");
  return { slice };
});

const layPlace = task("Lay a place", async (guest: string) => {
  await sleep(250);
  console.log(`A place is laid for ${guest}.`);
  return { guest };
});

const layTable = flow(
  "Lay the table",
  { parameters: z.object({ guests: z.array(z.string()) }), logPrints: true },
  async ({ guests }) => await Promise.all(layPlace.map(guests)),
);

const serve = task(
  "Serve breakfast",
  async (coffee: { cups: number }, toast: { slice: number }[], places: { guest: string }[]) => {
    await sleep(300);
    return `Breakfast is ready: ${coffee.cups} cups of coffee and ${toast.length} slices for ${places.length} guests.`;
  },
);

/** Makes breakfast for the guests and tells when it is ready. */
export const makeBreakfast = flow(
  "Make breakfast",
  { parameters: z.object({ guests: z.array(z.string()).default(["Ada", "Grace"]) }) },
  async ({ guests }) => {
    const water = boilWater.submit(guests.length);
    const beans = grindBeans.submit(guests.length);
    const coffee = brewCoffee.submit(water, beans);
    const toast = toastBread.map([1, 2, 3]);
    const places = await layTable({ guests });
    const message = await serve(coffee, toast, places);
    logger().info(message);
    return message;
  },
);

if (import.meta.main) await makeBreakfast({});
