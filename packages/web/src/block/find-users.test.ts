import { expect, test } from "vitest";
import { findUsers } from "./find-users.ts";

const block = { id: "01", slug: "secret", name: "key" };
const of = (holds: unknown) =>
  findUsers([{ kind: "deployment", name: "d", place: "/d", holds }], block).length;

test("a block is used by what names its id, or it in a template", () => {
  expect(of({ actions: [{ block_document_id: "01" }] })).toBe(1);
  expect(of({ env: { KEY: "{{ prefect.blocks.secret.key }}" } })).toBe(1);
  expect(of({ env: { KEY: "{{ prefect.blocks.secret.key.value }}" } })).toBe(1);
});

test("another block of a longer name is another block", () => {
  expect(of({ env: { KEY: "{{ prefect.blocks.secret.key-2 }} {{ prefect.blocks.secret.keys }}" } })).toBe(0);
  expect(of({ storage: "012" })).toBe(0);
});
