import { expect, test } from "vitest";
import { fillPlaceholders, placeholdersIn } from "./placeholders.ts";

test("a text that is nothing but a placeholder becomes the value itself", () => {
  const template = { env: "{{ env }}", limit: "{{limit}}", tags: ["{{ tag }}", "fixed"] };
  expect(fillPlaceholders(template, { env: { A: "1" }, limit: 5, tag: null })).toEqual({
    env: { A: "1" },
    limit: 5,
    tags: [null, "fixed"],
  });
});

test("inside of other text the value is spelled out", () => {
  expect(fillPlaceholders("run-{{ name }}-{{ count }}", { name: "a", count: 2 })).toBe("run-a-2");
});

test("unknown names stay, so that a later step can fill them", () => {
  const step = { image: "{{ build.image }}", text: "at {{ place }}" };
  expect(fillPlaceholders(step, {})).toEqual(step);
});

test("or they are removed, with the keys that would hold nothing else", () => {
  const template = { command: "{{ command }}", name: "x{{ y }}", list: ["{{ z }}", "kept"] };
  expect(fillPlaceholders(template, {}, { removeUnknown: true })).toEqual({ name: "x", list: ["kept"] });
});

test("the names in a value are found at any depth, each once", () => {
  const value = { a: "{{ x }} {{ prefect.variables.y }}", b: [{ c: "{{ x }}" }, "{{ $HOME }}"] };
  expect(placeholdersIn(value).map(({ name }) => name)).toEqual(["x", "prefect.variables.y", "$HOME"]);
});
