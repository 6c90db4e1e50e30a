import { expect, test } from "vitest";
import { changedValues, nestedFields, plainFields } from "./block-schema.ts";

const fields = {
  type: "object",
  properties: { bucket: { type: "string" }, login: { $ref: "#/definitions/Login" } },
  block_schema_references: { login: { block_type_slug: "login", block_schema_checksum: "sha256:1" } },
};

test("a field that another block is put into is told from the others, with the types that fit", () => {
  expect(nestedFields(fields)).toEqual({ login: ["login"] });
  expect(Object.keys(plainFields(fields).properties ?? {})).toEqual(["bucket"]);
});

test("more than one type may fit into a field", () => {
  const references = { login: [{ block_type_slug: "key" }, { block_type_slug: "login" }] };
  expect(nestedFields({ ...fields, block_schema_references: references })).toEqual({
    login: ["key", "login"],
  });
});

test("only what was changed is sent, so that a masked secret stays what it is", () => {
  const initial = { user: "ada", password: "********", port: 1 };
  expect(changedValues({ user: "eve", password: "********" }, initial)).toEqual({ user: "eve", port: null });
});
