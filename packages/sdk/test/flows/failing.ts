import { flow } from "../../src/index.ts";

export const failing = flow("failing", () => {
  throw new TypeError("no such thing");
});
