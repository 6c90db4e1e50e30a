import { expect, test } from "vitest";
import { fillingOf, toFilling } from "./filling.ts";

test("what a value is filled in with is read as it is written", () => {
  for (const kind of ["json", "jinja", "workspace_variable"] as const) {
    expect(fillingOf(toFilling(kind, "a"))).toEqual({ kind, text: "a" });
  }
  expect(toFilling("workspace_variable", "a")).toEqual({
    __prefect_kind: "workspace_variable",
    variable_name: "a",
  });
});

test("a value of its own is filled in with nothing", () => {
  for (const value of [1, null, {}, { __prefect_kind: "none", value: 1 }])
    expect(fillingOf(value)).toBeUndefined();
});
