import { describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const SCHEMA = {
  type: "object",
  properties: {
    a: { type: "integer" },
    b: { type: "array", items: { type: "string" } },
    c: { type: "object", properties: { d: { type: "integer" } }, required: ["d"] },
  },
  required: ["a"],
};

onEachServer((server) => {
  const validate = async (values: object, schema: object = SCHEMA) =>
    (await server.post("/ui/schemas/validate", { schema, values })).body;
  const filledIn = (__prefect_kind: string, rest: object) => ({ __prefect_kind, ...rest });

  describe("values", () => {
    test("that fit are valid", async () => {
      expect(await validate({ a: 1, b: ["x"], c: { d: 2 } })).toEqual({ errors: [], valid: true });
    });

    test("that do not are told of under their properties and places", async () => {
      expect(await validate({ a: "x", b: [1, "y", 2], c: {} })).toEqual({
        valid: false,
        errors: [
          { property: "a", errors: [expect.stringContaining('"x" is not of type integer')] },
          {
            property: "b",
            errors: [
              { index: 0, errors: [expect.stringContaining("1 is not of type string")] },
              { index: 2, errors: [expect.stringContaining("2 is not of type string")] },
            ],
          },
          { property: "c", errors: [{ property: "d", errors: ['"d" is required'] }] },
        ],
      });
    });

    test("that are filled in count as what they are filled in with", async () => {
      await server.post("/variables/", { name: "word", value: "w" });
      expect(await validate({ a: filledIn("json", { value: "3" }) })).toEqual({ errors: [], valid: true });
      const word = filledIn("workspace_variable", { variable_name: "word" });
      expect(await validate({ a: word })).toMatchObject({
        errors: [{ property: "a", errors: ['"w" is not of type integer'] }],
      });
      expect(await validate({ a: filledIn("json", {}) })).toMatchObject({
        errors: [{ property: "a", errors: ['"a" is required'] }],
      });
    });

    test("that cannot be filled in are told of in their places, and of them nothing else", async () => {
      const gone = filledIn("workspace_variable", { variable_name: "gone" });
      expect(await validate({ a: gone, b: ["x", filledIn("json", { value: "{" })] })).toEqual({
        valid: false,
        errors: [
          { property: "a", errors: [expect.stringContaining("no variable named gone")] },
          { property: "b", errors: [{ index: 1, errors: [expect.stringContaining("no JSON")] }] },
        ],
      });
    });

    test("from templates may become anything, if the templates are well formed", async () => {
      const template = (text: string) => filledIn("jinja", { template: text });
      expect(await validate({ a: template("{{ x }}"), c: template("{}") })).toEqual({
        errors: [],
        valid: true,
      });
      expect(await validate({ a: template("{{ x ") })).toMatchObject({
        errors: [{ property: "a", errors: [expect.stringContaining("its template is wrong in line 1")] }],
      });
    });
  });

  test("a schema that cannot be applied is refused", async () => {
    const { status, body } = await server.post("/ui/schemas/validate", {
      schema: { type: "color" },
      values: {},
    });
    expect([status, body.detail]).toEqual([422, expect.stringContaining("Invalid schema")]);
  });
});
