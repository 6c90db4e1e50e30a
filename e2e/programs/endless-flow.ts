// A flow whose subflow's task never ends.
import { flow, task } from "reeve";

const wait = task("Wait", () => new Promise<void>(() => {}));
const inside = flow("Endless inside", () => wait());

// A promise alone does not keep a process alive.
setInterval(() => {}, 60_000);
await flow("Endless", () => inside())({});
