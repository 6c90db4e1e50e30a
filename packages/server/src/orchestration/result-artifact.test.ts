import { expect, test } from "vitest";
import { resultArtifactOf, withoutArtifactFields } from "./result-artifact.ts";

test("a result says among its fields how it is to be shown as an artifact", () => {
  const data = { artifact_key: "k", artifact_type: "t", artifact_description: "d", value: 1 };
  expect(resultArtifactOf(data)).toEqual({ key: "k", type: "t", description: "d" });
  expect(withoutArtifactFields(data)).toEqual({ value: 1 });
});

test.each([
  [{ value: 1 }],
  [{ artifact_key: null, artifact_type: "", artifact_description: 3 }],
  [[1]],
  ["text"],
  [0],
  [null],
])("a result that does not say so is shown without a key: %j", (data) => {
  expect(resultArtifactOf(data)).toEqual({ key: null, type: null, description: null });
});

test.each([[{ value: 1 }], [{}], [["artifact_key"]], ["artifact_key"], [0], [false], [null]])(
  "what is no field of an artifact is kept as it is: %j",
  (data) => {
    expect(withoutArtifactFields(data)).toBe(data);
  },
);
