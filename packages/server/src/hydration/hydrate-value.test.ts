import { describe, expect, test } from "vitest";
import type { ValuePath } from "../parameter-schemas/find-faults.ts";
import { renderTemplate } from "../templates/render-template.ts";
import { hydrateValue, LEFT_OUT, variableNamesIn } from "./hydrate-value.ts";

const variables = new Map<string, unknown>([
  ["plain", "value"],
  ["nested", { a: [1, null] }],
  ["empty", null],
]);
const render = (template: string) => renderTemplate(template, { who: "Marvin" });
const fail = (path: ValuePath, reason: string) => {
  throw new Error(`${path.join(".")}: ${reason}`);
};
const hydrate = (given: unknown) => hydrateValue(given, { variables, render, fail });

const none = (value: unknown) => ({ __prefect_kind: "none", value });
const json = (value: unknown) => ({ __prefect_kind: "json", value });
const jinja = (template: unknown) => ({ __prefect_kind: "jinja", template });
const variable = (variable_name: unknown) => ({ __prefect_kind: "workspace_variable", variable_name });

describe("a value", () => {
  test.each<[string, unknown, unknown]>([
    ["of no kind", { a: [1, "x", null, { b: true }] }, { a: [1, "x", null, { b: true }] }],
    ["of the kind none", none(3), 3],
    ["that is JSON as text", json('{"a": [1, 2.5]}'), { a: [1, 2.5] }],
    ["that should be JSON as text and is JSON", json([1, { a: 2 }]), [1, { a: 2 }]],
    ["that is a template", jinja("Hello {{ who }}{{ nobody }}!"), "Hello Marvin!"],
    ["that names a variable", variable("plain"), "value"],
    ["that names a variable of an object", variable("nested"), { a: [1, null] }],
    ["that names a variable of null", variable("empty"), null],
    ["of a kind that nobody knows", { __prefect_kind: "later", value: 7 }, 7],
    ["of no kind that an object has by itself", { __prefect_kind: "constructor", value: 7 }, 7],
    ["of such a kind without a value", { __prefect_kind: null }, null],
  ])("%s is filled in", (_, given, expected) => {
    expect(hydrate(given)).toEqual(expected);
    expect(hydrate({ at: [{ any: given }, 1] })).toEqual({ at: [{ any: expected }, 1] });
  });

  test("inside another is filled in first", () => {
    expect(hydrate(none({ a: [none(variable("plain"))] }))).toEqual({ a: ["value"] });
    expect(hydrate(json(jinja('["{{ who }}"]')))).toEqual(["Marvin"]);
  });

  test("without JSON or a variable's name is left out of what is around it", () => {
    const given = { a: { __prefect_kind: "json" }, b: [1, { __prefect_kind: "workspace_variable" }], c: 2 };
    expect(hydrate(given)).toEqual({ b: [1], c: 2 });
    expect(hydrate({ __prefect_kind: "json" })).toBe(LEFT_OUT);
    expect(hydrate(json({ __prefect_kind: "json" }))).toBe(LEFT_OUT);
  });

  test("under the name of a prototype stays a value", () => {
    const given = JSON.parse('{"__proto__": {"a": 1}}');
    expect(JSON.stringify(hydrate(given))).toBe('{"__proto__":{"a":1}}');
  });
});

describe("what cannot be filled in is told with its place", () => {
  test.each<[string, unknown, RegExp]>([
    ["text that is no JSON", { a: [1, json("{'a'}")] }, /^a\.1: it is no JSON: /],
    ["a template that is none", { a: { b: jinja("x\n{{") } }, /^a\.b: its template is wrong in line \d: /],
    ["a template that fails", jinja("{{ 1 / 0 }}"), /^: its template is wrong/],
    ["a missing template", { a: { __prefect_kind: "jinja" } }, /^a: it has no template/],
    ["a missing value", { a: { __prefect_kind: "none" } }, /^a: it has no value/],
    ["an unknown variable", { a: variable("gone") }, /^a: there is no variable named gone/],
    ["what comes behind an item that is left out", [json(undefined), json("x")], /^0: it is no JSON/],
  ])("%s", (_, given, message) => {
    expect(() => hydrate(given)).toThrowError(message);
  });
});

test("the names of variables are found wherever they stand", () => {
  const given = { a: variable("x"), b: [none({ c: variable("y") })], d: json(variable("z")), e: variable(1) };
  expect(variableNamesIn(given)).toEqual(["x", "y", "z"]);
});
