import type { StandardSchemaV1 } from "@standard-schema/spec";
import { expect, test } from "vitest";
import { z } from "zod";
import { parameterSchema } from "./parameter-schema.ts";

test("properties have the title and position of a form, and what the schema says of them", () => {
  const schema = z.object({
    month: z.coerce.date(),
    rows: z.number().int().min(1).default(1000).describe("How many rows to read."),
  });
  expect(parameterSchema(schema)).toEqual({
    title: "Parameters",
    type: "object",
    properties: {
      month: { title: "month", type: "string", format: "date-time", position: 0 },
      rows: {
        title: "rows",
        type: "integer",
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        default: 1000,
        description: "How many rows to read.",
        position: 1,
      },
    },
    required: ["month"],
  });
});

test("a flow without a schema takes any object", () => {
  expect(parameterSchema(undefined)).toEqual({ title: "Parameters", type: "object", properties: {} });
});

test("so does one whose schema cannot describe itself", () => {
  const silent: StandardSchemaV1 = {
    "~standard": { version: 1, vendor: "silent", validate: (value) => ({ value }) },
  };
  expect(parameterSchema(silent)).toEqual({ title: "Parameters", type: "object", properties: {} });
});
