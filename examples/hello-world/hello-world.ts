// A flow that calls a task and another flow; their names show in the UI.
import { flow, task } from "reeve";
import { z } from "zod";

const printHello = task("Print Hello", (name: string) => {
  const message = `Hello ${name}!`;
  console.log(message);
  return message;
});

const subflow = flow("Subflow", { parameters: z.object({ message: z.string() }) }, ({ message }) => {
  console.log(`Subflow says: ${message}`);
});

export const helloWorld = flow(
  "Hello Flow",
  { parameters: z.object({ name: z.string().default("world") }) },
  async ({ name }) => {
    const message = await printHello(name);
    await subflow({ message });
  },
);

if (import.meta.main) await helloWorld({ name: "Marvin" });
