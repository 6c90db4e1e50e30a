import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { flow, runContext } from "reeve";
import { z } from "zod";

/** A flow that notes when it begins and ends, and waits for a file in between. */
export const witness = flow(
  "witness",
  { parameters: z.object({ notes: z.string(), until: z.string() }) },
  async ({ notes, until }) => {
    const note = (sign: string) => appendFileSync(notes, `${sign} ${runContext().flowRun?.id}\n`);
    note("+");
    while (!existsSync(until)) await wait(50);
    note("-");
  },
);
