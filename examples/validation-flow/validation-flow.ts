// Parameters are coerced by the flow's schema before it starts.
//
// node validation-flow.ts       x = "1" becomes the number 1
// node validation-flow.ts a     "a" is no number: the run fails before any task starts
import { flow, task } from "reeve";
import { z } from "zod";

const printPlusOne = task("print_plus_one", (value: number) => {
  // Shows the type of the parameter after coercion
  console.log(`Received a ${typeof value} with value ${value}`);
  console.log(value + 1);
});

export const validationFlow = flow(
  "validation-flow",
  { parameters: z.object({ x: z.coerce.number().int(), y: z.coerce.number().int() }) },
  async ({ x, y }) => {
    await printPlusOne(x);
    await printPlusOne(y);
  },
);

if (import.meta.main) await validationFlow({ x: process.argv[2] ?? "1", y: 2 });
