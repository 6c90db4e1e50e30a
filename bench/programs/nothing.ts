// A flow that does nothing, so that what remains is how long it takes until it runs.
import { flow } from "reeve";

export const nothing = flow("nothing", async () => {});
