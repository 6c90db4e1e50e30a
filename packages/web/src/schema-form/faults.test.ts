import { expect, test } from "vitest";
import { faultsByPath } from "./faults.ts";

test("nested faults have the paths of their fields", () => {
  const faults = faultsByPath([
    "The whole is odd.",
    { property: "size", errors: ["It is too large.", "It is no number."] },
    { property: "points", errors: [{ index: 1, errors: [{ property: "x", errors: ["It is missing."] }] }] },
  ]);
  expect(faults).toEqual({
    "": "The whole is odd.",
    size: "It is too large. It is no number.",
    "points.1.x": "It is missing.",
  });
});
