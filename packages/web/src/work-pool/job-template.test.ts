import { expect, test } from "vitest";
import { defaultsOf, type JobTemplate, withDefaults } from "./job-template.ts";

const template: JobTemplate = {
  job_configuration: { image: "{{ image }}" },
  variables: {
    type: "object",
    properties: { image: { type: "string", default: "a:1" }, name: { type: "string" } },
  },
};

test("the defaults of a template are found by the names of its variables", () => {
  expect(defaultsOf(template)).toEqual({ image: "a:1" });
});

test("new defaults take the place of all old ones, and the rest of the template stays", () => {
  const changed = withDefaults(template, { name: "job" });
  expect(defaultsOf(changed)).toEqual({ name: "job" });
  expect(changed.job_configuration).toEqual(template.job_configuration);
});

test("a template without variables has none to give defaults to", () => {
  expect(withDefaults({}, { name: "job" })).toEqual({});
});
