import { flow, runContext, task } from "reeve";
import { z } from "zod";

const readData = task("read_data", { logPrints: true }, (rows: number) => {
  console.log(`Read ${rows} rows.`);
  return rows;
});

/** A flow to deploy: it can succeed, fail, or go on until it is stopped. */
export const trainFlow = flow(
  "train-flow",
  {
    description: "Reads some rows.",
    retries: 1,
    parameters: z.object({ rows: z.coerce.number().int().default(100), seconds: z.number().default(0) }),
  },
  async ({ rows, seconds }) => {
    const read = await readData(rows);
    console.log("A line that no logger sees.");
    await pause(seconds, runContext().signal);
    if (read < 0) throw new RangeError("There are no such rows.");
    return read;
  },
);

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
