import { describe, expect, test } from "vitest";
import { checkBaseJobTemplate, checkJobVariables } from "./base-job-template.ts";

const template = (properties: Record<string, object>, required: string[] = []) => ({
  job_configuration: {},
  variables: { type: "object", properties, required },
});

describe("a template's defaults", () => {
  test("may be missing, or be filled in later", () => {
    const later = [
      "{{ prefect.variables.replicas }}",
      { $ref: { block_document_id: "b" } },
      { nested: ["{{ prefect.blocks.secret.s }}"] },
      null,
    ];
    for (const value of later) {
      checkBaseJobTemplate(template({ replicas: { type: "integer", default: value } }, ["replicas"]));
    }
  });

  test("must otherwise fit their variables", () => {
    const odd = template({
      env: { type: "object", additionalProperties: { type: "string" }, default: { A: 1 } },
    });
    expect(() => checkBaseJobTemplate(odd)).toThrow(/ env\b/);
  });
});

describe("job variables", () => {
  const pool = template({ image: { type: "string" }, cpu: { type: "integer", default: 2 } }, [
    "image",
    "cpu",
  ]);

  test("take the pool's defaults where they are silent", () => {
    checkJobVariables(pool, { image: "i" });
  });

  test("must be all that is required, unless others will follow", () => {
    expect(() => checkJobVariables(pool, {})).toThrow('image: "image" is required');
    checkJobVariables(pool, {}, { ignoreRequired: true });
  });

  test("must fit, unless they stand for something else", () => {
    expect(() => checkJobVariables(pool, { image: "i", cpu: "many" })).toThrow("cpu");
    checkJobVariables(pool, { image: "{{ prefect.variables.image }}", cpu: "{{ prefect.variables.cpu }}" });
  });

  test("may be more than the template knows", () => {
    checkJobVariables(pool, { image: "i", other: 1 });
  });

  test("may be anything where the pool has no template", () => {
    checkJobVariables({}, { anything: 1 });
  });
});
