import { describe, expect, test } from "vitest";
import { describeFault, faultTree } from "./fault-tree.ts";
import { findFaults } from "./find-faults.ts";
import type { JsonSchema, SchemaOptions } from "./normalize-schema.ts";

const object = (properties: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: "object",
  properties,
  ...more,
});
const sentences = (values: unknown, schema: JsonSchema, options?: SchemaOptions) =>
  findFaults(values, schema, options).map(describeFault);

describe("a value that does not fit is told of", () => {
  test.each<[JsonSchema, unknown, string]>([
    [{ type: "integer" }, "abc", '"abc" is not of type integer'],
    [{ type: "integer" }, 1.5, "1.5 is not of type integer"],
    [{ type: ["string", "null"] }, 1, "1 is not of type string or null"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, 4, "4 is not of type string or null"],
    [{ anyOf: [{ enum: [1] }, { type: "null" }] }, 4, "4 fits none of the forms that are allowed"],
    [{ oneOf: [{ type: "string" }, { type: "null" }] }, 4, "4 is not of type string or null"],
    [{ enum: ["a", "b"] }, "c", '"c" is not one of "a", "b"'],
    [{ const: 7 }, 8, "8 is not 7"],
    [{ minimum: 3 }, 1, "1 is less than 3"],
    [{ exclusiveMinimum: 3 }, 3, "3 is not more than 3"],
    [{ maximum: 3 }, 5, "5 is more than 3"],
    [{ exclusiveMaximum: 3 }, 3, "3 is not less than 3"],
    [{ multipleOf: 5 }, 7, "7 is not a multiple of 5"],
    [{ minLength: 3 }, "ab", '"ab" has fewer than 3 characters'],
    [{ maxLength: 1 }, "ab", '"ab" has more than 1 characters'],
    [{ pattern: "^x" }, "ab", '"ab" does not match ^x'],
    [{ minItems: 2 }, [1], "[1] has fewer than 2 items"],
    [{ maxItems: 0 }, [1], "[1] has more than 0 items"],
    [{ uniqueItems: true }, [1, 1], "[1,1] has an item twice"],
    [{ not: { type: "null" } }, null, "null is of a form that is not allowed"],
    [{ minProperties: 1 }, {}, "{} has fewer than 1 fields"],
    [{ type: "integer" }, "x".repeat(500), `"${"x".repeat(99)}… is not of type integer`],
  ])("%j and %j: %s", (property, value, message) => {
    expect(sentences({ p: value }, object({ p: property }, { required: ["p"] }))).toEqual([
      `Validation failed for field 'p': ${message}.`,
    ]);
  });

  test("under the field that is missing or that nobody asked for", () => {
    const schema = object({ a: {}, b: object({ c: {} }, { required: ["c"], additionalProperties: false }) });
    expect(findFaults({ b: { d: 1 } }, { ...schema, required: ["a"] })).toEqual([
      { path: ["a"], message: '"a" is required' },
      { path: ["b", "c"], message: '"c" is required' },
      { path: ["b"], message: '"d" is not a field here' },
    ]);
  });

  test("where it is, however deep and however odd the names", () => {
    const item = object({ "x/y ~%#": { type: "integer" } });
    const schema = object({ list: { type: "array", items: item } });
    expect(findFaults({ list: [{}, { "x/y ~%#": "z" }] }, schema)).toEqual([
      { path: ["list", 1, "x/y ~%#"], message: '"z" is not of type integer or null' },
    ]);
    expect(sentences({ list: [{}, 3] }, schema)).toEqual([
      "Validation failed for field 'list[1]': 3 is not of type object.",
    ]);
    expect(sentences([], schema)).toEqual(["Validation failed: [] is not of type object."]);
  });

  test("in words of the definition that it should fit", () => {
    for (const key of ["definitions", "$defs"]) {
      const model = object({ size: { type: "integer", minimum: 1 } }, { required: ["size"] });
      const schema = object({ m: { $ref: `#/${key}/Model` } }, { [key]: { Model: model } });
      expect(sentences({ m: { size: 0 } }, schema)).toEqual([
        "Validation failed for field 'm.size': 0 is less than 1.",
      ]);
      expect(sentences({ m: { size: 2 } }, schema)).toEqual([]);
    }
  });
});

describe("a schema of Pydantic 1", () => {
  test("lets a field be null that may be left out and has no default", () => {
    const schema = object({
      a: { type: "string" },
      b: { type: "string", default: "x" },
      c: { type: "string" },
    });
    expect(findFaults({ a: null, b: null, c: null }, { ...schema, required: ["c"] })).toEqual([
      { path: ["b"], message: "null is not of type string" },
      { path: ["c"], message: "null is not of type string" },
    ]);
  });

  test("gives the items of a tuple as a list", () => {
    const schema = object({ pair: { type: "array", items: [{ type: "integer" }, { type: "string" }] } });
    expect(findFaults({ pair: [1, "a"] }, schema)).toEqual([]);
    expect(findFaults({ pair: ["a", "a"] }, schema)).toMatchObject([{ path: ["pair", 0] }]);
  });

  test("lets a block be given by its id", () => {
    const block = object(
      { key: { type: "string" } },
      { required: ["key"], title: "B", block_type_slug: "b" },
    );
    const schema = object({ block: { $ref: "#/definitions/B" } }, { definitions: { B: block } });
    expect(findFaults({ block: { $ref: "0190a0b0-0000-7000-8000-000000000001" } }, schema)).toEqual([]);
    expect(findFaults({ block: { $ref: { block_document_id: "x" } } }, schema)).toEqual([]);
    expect(findFaults({ block: { key: "k" } }, schema)).toEqual([]);
    expect(findFaults({ block: { $ref: 3 } }, schema)).toHaveLength(1);
  });
});

test("values may be missing where that is ignored, and are checked all the same", () => {
  const schema = object({ a: { type: "integer" }, b: object({ required: {} }, { required: ["required"] }) });
  const options = { ignoreRequired: true };
  expect(findFaults({ b: {} }, { ...schema, required: ["a", "b"] }, options)).toEqual([]);
  expect(findFaults({ a: "x" }, schema, options)).toHaveLength(1);
});

test("formats are checked where that is asked for", () => {
  const schema = object({ at: { type: "string", format: "date-time" } });
  expect(findFaults({ at: "2026-01-01" }, schema)).toEqual([]);
  expect(sentences({ at: "2026-01-01" }, schema, { checkFormats: true })).toEqual([
    "Validation failed for field 'at': \"2026-01-01\" is not a date-time.",
  ]);
});

test("patterns are read as Python spells them, and left to the flow where JavaScript cannot", () => {
  const matching = (pattern: string, value: string) =>
    findFaults({ p: value }, object({ p: { pattern } })).length === 0;
  expect(matching(String.raw`\A(?P<year>\d{4})-(?P=year)\Z`, "2026-2026")).toBe(true);
  expect(matching(String.raw`\A(?P<year>\d{4})-(?P=year)\Z`, "2026-2027")).toBe(false);
  expect(matching(String.raw`\\A`, "\\A")).toBe(true);
  expect(matching("(?x) odd", "anything")).toBe(true);
});

test.each<[JsonSchema, string]>([
  [{ type: "text" }, "$.type"],
  [{ properties: 3 }, "$.properties"],
  [{ properties: { a: 3 } }, "$.properties.a"],
  [{ anyOf: {} }, "$.anyOf"],
  [{ properties: { a: { required: "a", properties: {} } } }, "$.properties.a.required"],
  [{ $ref: "#" }, "itself without end"],
  [{ $ref: "#/definitions/Gone" }, "#/definitions/Gone"],
  [{ $ref: "https://example.com/schema" }, "https://example.com/schema"],
])("the schema %j is refused", (schema, part) => {
  expect(() => findFaults({ a: 1 }, schema)).toThrow(part);
});

test("a schema may describe values that hold values of their own kind", () => {
  const schema = object({ next: { $ref: "#" }, size: { type: "integer" } });
  expect(findFaults({ next: { next: { size: "x" } } }, schema)).toEqual([
    { path: ["next", "next", "size"], message: '"x" is not of type integer or null' },
  ]);
});

test("faults are shown under their properties and items", () => {
  const schema = object(
    { a: { type: "integer", minimum: 5 }, l: { type: "array", items: object({ b: { type: "string" } }) } },
    { required: ["z"] },
  );
  expect(faultTree(findFaults({ a: "x", l: [{ b: 1 }, 2] }, schema))).toEqual([
    { property: "z", errors: ['"z" is required'] },
    { property: "a", errors: ['"x" is not of type integer or null'] },
    {
      property: "l",
      errors: [
        { index: 0, errors: [{ property: "b", errors: ["1 is not of type string or null"] }] },
        { index: 1, errors: ["2 is not of type object"] },
      ],
    },
  ]);
  expect(faultTree(findFaults([], schema))).toEqual(["[] is not of type object"]);
  expect(faultTree([])).toEqual([]);
});
