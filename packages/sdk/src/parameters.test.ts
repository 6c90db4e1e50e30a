import { expect, test } from "vitest";
import { z } from "zod";
import { parametersAsJson, validateParameters } from "./parameters.ts";

const schema = z.object({ x: z.coerce.number().int(), tags: z.array(z.string()).default([]) });

test("parameters are coerced and filled in by their schema", async () => {
  expect(await validateParameters("f", schema, { x: "1" })).toEqual({ x: 1, tags: [] });
});

test("each fault of the parameters is named with its path", async () => {
  await expect(validateParameters("f", schema, { x: "a", tags: ["b", 3] })).rejects.toThrow(
    /^The parameters of the flow "f" are not valid: x: .+; tags\.1: .+\.$/,
  );
});

test("without a schema parameters are taken as they are", async () => {
  const given = { x: "a" };
  expect(await validateParameters("f", undefined, given)).toBe(given);
});

test("what JSON cannot hold is text in the parameters that are stored", () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const json = parametersAsJson({ a: 1n, b: new Date(0), c: circular, d: () => 1, e: { f: [2n] } });
  expect(json).toEqual({
    a: "1",
    b: "1970-01-01T00:00:00.000Z",
    c: "[object Object]",
    d: "() => 1",
    e: { f: ["2"] },
  });
});
