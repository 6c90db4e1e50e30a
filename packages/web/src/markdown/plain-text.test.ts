import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test("links and marks leave nothing but their words", () => {
  expect(plainText("With the `boto3` module, **see** the [docs](https://example.com/a_b).")).toBe(
    "With the boto3 module, see the docs.",
  );
});
