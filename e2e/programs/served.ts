import { flow } from "reeve";

const tick = flow("tick", { logPrints: true }, ({ word = "tick" }: { word?: string }) => {
  console.log(`It says ${word}.`);
});

await tick.serve({ name: "each-second", interval: "1s", parameters: { word: "tock" } });
