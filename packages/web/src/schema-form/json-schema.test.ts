import { expect, test } from "vitest";
import { type JsonSchema, kindOf, limitsOf, propertiesOf, resolveSchema } from "./json-schema.ts";

const root: JsonSchema = {
  definitions: { Size: { type: "string", enum: ["S", "L"] }, Loop: { $ref: "#/definitions/Loop" } },
  $defs: { Point: { type: "object", properties: { x: { type: "number" } } } },
};

test("references are followed, and what stands beside them goes before", () => {
  const size = { allOf: [{ $ref: "#/definitions/Size" }], title: "How large", default: "S" };
  expect(resolveSchema(size, root)).toEqual({
    schema: { type: "string", enum: ["S", "L"], title: "How large", default: "S" },
    isNullable: false,
  });
});

test.each<[string, JsonSchema]>([
  ["an alternative", { anyOf: [{ type: "integer" }, { type: "null" }] }],
  ["a type", { type: ["integer", "null"] }],
])("null as %s makes the rest optional", (_, schema) => {
  expect(resolveSchema(schema, root)).toEqual({ schema: { type: "integer" }, isNullable: true });
});

test("a definition that refers to itself is a field of plain JSON", () => {
  expect(kindOf(resolveSchema({ $ref: "#/definitions/Loop" }, root).schema)).toBe("json");
});

test.each<[JsonSchema, string]>([
  [{ type: "string" }, "text"],
  [{ type: "string", format: "password" }, "secret"],
  [{ type: "string", format: "date" }, "date"],
  [{ type: "string", format: "date-time" }, "time"],
  [{ type: "integer" }, "number"],
  [{ type: "boolean" }, "flag"],
  [{ enum: [1, 2] }, "choice"],
  [{ type: "array", items: { type: "string" } }, "list"],
  [{ type: "array", items: { type: "object" } }, "json"],
  [{ type: "object", properties: { a: {} } }, "object"],
  [{ type: "object" }, "json"],
  [{}, "json"],
])("%j is filled in with %s", (schema, kind) => {
  expect(kindOf(schema)).toBe(kind);
});

test("required properties come first, then those before others in the function", () => {
  const schema: JsonSchema = {
    properties: { late: { position: 2 }, needed: { position: 3 }, early: { position: 1 } },
    required: ["needed"],
  };
  expect(propertiesOf(schema).map(([name]) => name)).toEqual(["needed", "early", "late"]);
});

test("limits are told in words, but for those of every integer", () => {
  expect(limitsOf({ minimum: 0, maximum: 1 })).toBe("from 0 to 1");
  expect(limitsOf({ exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toBe("more than 0");
  expect(limitsOf({ maxLength: 5 })).toBe("at most 5 characters");
  expect(limitsOf({})).toBeUndefined();
});
