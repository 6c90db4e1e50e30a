import { expect, test } from "vitest";
import { fieldChanges } from "./field-changes.ts";

test("each field that changed is told by its name, short ones on a line, long ones by lines", () => {
  const long = { type: "object", properties: { month: { type: "integer", minimum: 1, maximum: 12 } } };
  expect(
    fieldChanges({
      updates: {
        version: { from: null, to: "1.1" },
        tags: { from: ["a"], to: ["a", "b"] },
        parameter_openapi_schema: { from: {}, to: long },
      },
    }),
  ).toEqual([
    { field: "version", name: "version", from: "nothing", to: "1.1", isShort: true },
    { field: "tags", name: "tags", from: '["a"]', to: '["a","b"]', isShort: true },
    {
      field: "parameter_openapi_schema",
      name: "form of the parameters",
      isShort: false,
      from: "{}",
      to: JSON.stringify(long, null, 2),
    },
  ]);
});

test("an event that tells of no field changes none", () => {
  expect([fieldChanges({}), fieldChanges(null), fieldChanges({ updates: null })]).toEqual([[], [], []]);
});
