import { describe, expect, test } from "vitest";
import { parseExactJson } from "../exact-json.ts";
import { blockChecksum } from "./block-checksum.ts";
import { SYSTEM_BLOCK_TYPES } from "./system-block-types.ts";

const fields = (text: string) => parseExactJson(text) as Record<string, unknown>;
const checksum = (text: string) => blockChecksum(fields(text));

describe("the checksum of a schema", () => {
  // The checksums that the Python client, version 3.9.1, computes of these fields.
  test.each([
    ["{}", "sha256:f8e6e96abbc38504d4e9c99fc57281fa0026bede1fa42db79f22f984501710f4"],
    [
      '{"title":"My","type":"object","properties":{"a":{"type":"number","default":1.0},"p":{"type":"string"}},"secret_fields":["p"],"block_type_slug":"my","block_schema_references":{}}',
      "sha256:a1a938f55049e128a0360cf8ee6067ffdf187b8d87c12d52b398e0c319bb8ce5",
    ],
    [
      '{"title":"Kid","type":"object","properties":{"m":{"$ref":"#/definitions/Mod"}},"secret_fields":["pw"],"block_type_slug":"kid","block_schema_references":{},"definitions":{"Mod":{"title":"Mod","type":"object","properties":{"z":{"type":"number","default":1.0}}}}}',
      "sha256:e65b656c3a3c20a14af1f5828258ea7e4955150dcc57ca5b64f0ed0f577a80d5",
    ],
  ])("of %s is the one that clients know", (text, expected) => {
    expect(checksum(text)).toBe(expected);
  });

  test("depends on how a number is spelled in Python, not in JSON", () => {
    expect(checksum('{"default":1.0}')).not.toBe(checksum('{"default":1}'));
    expect(checksum('{"default":1.0}')).toBe(checksum('{"default":1.00}'));
    expect(checksum('{"default":1e-7}')).toBe(checksum('{"default":0.0000001}'));
  });

  test("does not depend on the order of keys, nor on secret fields at any depth but in lists", () => {
    expect(checksum('{"a":1,"b":{"c":2,"d":3}}')).toBe(checksum('{"b":{"d":3,"c":2},"a":1}'));
    expect(checksum('{"a":{"secret_fields":["x"]},"secret_fields":["y"]}')).toBe(checksum('{"a":{}}'));
    expect(checksum('{"a":[{"secret_fields":["x"]}]}')).not.toBe(checksum('{"a":[{}]}'));
  });

  test("counts the definitions that are used, except blocks and empty ones", () => {
    const used = '"Used":{"type":"string"}';
    const outer = (definitions: string) =>
      `{"a":{"$ref":"#/definitions/Used"},"b":{"$ref":"#/definitions/Kid"},"c":{"$ref":"#/definitions/Any"},"definitions":{${definitions}}}`;
    const kid = '"Kid":{"block_type_slug":"kid","x":{"$ref":"#/definitions/Deep"}}';
    const alone = checksum(outer(used));
    expect(checksum(outer(`${used},"Unused":{"type":"string"}`))).toBe(alone);
    expect(checksum(outer(`${used},"Any":{}`))).toBe(alone);
    expect(checksum(outer(`${used},"Kid":{"block_type_slug":"kid"}`))).toBe(alone);
    expect(checksum(outer(`${used},${kid},"Deep":{"type":"string"}`))).not.toBe(alone);
    expect(checksum(outer(""))).not.toBe(alone);
  });

  test("ends for definitions that hold each other", () => {
    const circle = '"A":{"x":{"$ref":"#/definitions/B"}},"B":{"x":{"$ref":"#/definitions/A"}}';
    expect(checksum(`{"x":{"$ref":"#/definitions/A"},"definitions":{${circle}}}`)).toMatch(/^sha256:/);
  });
});

test("the server's own block types have the schemas that clients look for, each under a slug of its own", () => {
  const slugs = SYSTEM_BLOCK_TYPES.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  for (const { slug, fields: own } of SYSTEM_BLOCK_TYPES) expect(own.block_type_slug).toBe(slug);
  const secret = SYSTEM_BLOCK_TYPES.find(({ slug }) => slug === "secret");
  expect(secret).toMatchObject({ is_protected: true });
});
