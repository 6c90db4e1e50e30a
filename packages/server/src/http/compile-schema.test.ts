import type { Endpoint } from "@reeve/protocol";
import * as protocol from "@reeve/protocol";
import { Ajv } from "ajv";
import { expect, test } from "vitest";

const endpoints = Object.values(protocol).filter(
  (value): value is Endpoint => typeof value === "object" && value !== null && "answers" in value,
);
const ajv = new Ajv({ strict: false });

/** What is compiled unseen, as servers do not look. */
const schemas = [
  ...endpoints.flatMap(({ name, body, query }) => [
    { name, schema: body?.schema ?? {} },
    { name, schema: { type: "object", properties: query ?? {} } },
  ]),
];

test("everything that requests are checked against is a schema", () => {
  const faulty = schemas.filter(({ schema }) => !ajv.validateSchema(schema)).map(({ name }) => name);
  expect(faulty).toEqual([]);
});
