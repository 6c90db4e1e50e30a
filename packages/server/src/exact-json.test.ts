import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRawNumber, parseExactJson, parseExactParameters } from "./exact-json.ts";

describe("parseExactJson", () => {
  test.each([
    "1.0",
    "-1.50",
    "1e-07",
    "1E5",
    "-0",
    "12345678901234567890",
    '{"a":[1,1.0,{"b":2.5,"c":1e+16}],"d":"1.0"}',
  ])("gives %s back as it came", (text) => {
    expect(JSON.stringify(parseExactJson(text))).toBe(text);
  });

  test("reads numbers that JavaScript spells the same way as numbers", () => {
    expect(parseExactJson('[1,-2,1.5,0.001,1.0,"1.0"]')).toEqual([
      1,
      -2,
      1.5,
      0.001,
      expect.any(Object),
      "1.0",
    ]);
    expect((parseExactJson("[1,1.0]") as unknown[]).map(isRawNumber)).toEqual([false, true]);
  });

  test("reads everything else as JSON.parse does, and refuses what it refuses", () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(JSON.stringify(parseExactJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
    expect(() => parseExactJson("{1e5}")).toThrow(SyntaxError);
  });
});

test.each([
  '{"parameters":{"a":1.0,"b":[{"c":-0}],"d":12345678901234567890,"e":1e2},"n":1}',
  '[{"parameters":{"a":1.0}},{"parameters":{"a":2}},{}]',
  '{"schedules":[{"parameters":{"a":3.0}}],"parameters":{}}',
  '{"parameters":{"a":1.5,"b":"x: 1.0"}}',
])("the parameters of %s keep their spelling", (text) => {
  expect(JSON.stringify(parseExactParameters(text))).toBe(text);
});

test("what is no parameter is read as always", () => {
  expect(parseExactParameters('{"delay":1.0,"parameters":{"a":1.0}}')).toMatchObject({ delay: 1 });
  expect(parseExactParameters('{"parameters":null}')).toEqual({ parameters: null });
  expect(parseExactParameters("[1.0]")).toEqual([1]);
});
