import type { Endpoint } from "@reeve/protocol";
import * as protocol from "@reeve/protocol";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import wire from "../../test/fixtures/openapi.json" with { type: "json" };
import { onEachServer } from "../../test/start-test-server.ts";
import { openApiDocument } from "./openapi-document.ts";

type Schema = {
  [keyword: string]: unknown;
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
};
type Content = { content?: Record<string, { schema: Schema }> };
type Operation = {
  operationId?: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content & { $ref?: string }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const endpoints = Object.values(protocol).filter(
  (value): value is Endpoint => typeof value === "object" && value !== null && "answers" in value,
);
const ours = openApiDocument(endpoints, "1.2.3", "") as Document;
const theirs = wire as unknown as Document;

const operations = Object.entries(theirs.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [method.toUpperCase(), path, operation] as const),
);
const ourOperation = (method: string, path: string) => ours.paths[path]?.[method.toLowerCase()];
const bodySchema = (operation: Operation) => operation.requestBody?.content?.["application/json"]?.schema;

describe.each(operations)("%s %s", (method, path, operation) => {
  test("is served, with the same parameters", () => {
    const own = ourOperation(method, path);
    expect(own, "the operation").toBeDefined();
    const named = (of: Operation) =>
      (of.parameters ?? []).map((one) => `${one.in} ${one.name} ${one.required ?? false}`).sort();
    expect(named(own!)).toEqual(named(operation));
  });

  test("takes every field of the wire, and needs none that the wire does not", () => {
    const [own, their] = [bodySchema(ourOperation(method, path)!), bodySchema(operation)];
    expect(own === undefined).toBe(their === undefined);
    if (!own || !their) return;
    expect(differences(ours, own, theirs, their, "request")).toEqual([]);
  });

  test("answers the wire's statuses with every field of the wire", () => {
    const own = ourOperation(method, path)!.responses;
    for (const [status, { content }] of Object.entries(operation.responses)) {
      expect(Object.keys(own)).toContain(status);
      const [mine, their] = [
        own[status]?.content?.["application/json"]?.schema,
        content?.["application/json"]?.schema,
      ];
      if (their && mine) expect(differences(ours, mine, theirs, their, "answer")).toEqual([]);
    }
  });
});

test("every operation has a name of its own, and every reference leads somewhere", () => {
  const names = Object.values(ours.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(names).toHaveLength(endpoints.length);
  expect(new Set(names).size).toBe(names.length);
  const references = [...JSON.stringify(ours).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(50);
  for (const [, kind, name] of references) {
    expect(ours.components, `${kind}/${name}`).toHaveProperty([kind!, name!]);
  }
});

test("every schema of the document is one that a validator accepts", () => {
  const ajv = new Ajv({ strict: false, formats: { uuid: true, "date-time": true } });
  const { schemas } = ours.components;
  ajv.addSchema({ $id: "document", components: { schemas } });
  for (const name of Object.keys(schemas)) {
    expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` }), name).not.toThrow();
  }
});

onEachServer(
  (server) => {
    test("the document is served beside the API, with the paths that clients call", async () => {
      const { status, body } = await server.get("/openapi.json");
      expect(status).toBe(200);
      expect(body.openapi).toBe("3.1.0");
      expect(Object.keys(body.paths)).toContain("/api/flow_runs/{id}/set_state");
      expect(Object.keys(body.paths)).toHaveLength(Object.keys(ours.paths).length);
    });

    test("a page to read it on is served at /docs with all it needs", async () => {
      const page = await fetch(`${server.url}/docs`);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toContain("text/html");
      const html = await page.text();
      const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => new URL(link!, page.url));
      expect(links).toHaveLength(3);
      for (const link of links) {
        expect(link.origin, "nothing comes from elsewhere").toBe(new URL(server.url).origin);
        expect((await fetch(link)).status, link.pathname).toBe(200);
      }
      const start = await (await fetch(new URL("docs/start.js", page.url))).text();
      const documentUrl = /url: "([^"]+)"/.exec(start)?.[1];
      expect((await fetch(new URL(documentUrl!, page.url))).status).toBe(200);
    });
  },
  {},
  ["sqlite"],
);

/** What a client of the wire would miss in our schema, as paths into it. */
function differences(
  own: Document,
  ownSchema: Schema,
  their: Document,
  theirSchema: Schema,
  side: "request" | "answer",
  place = "",
  seen = new Set<string>(),
): string[] {
  const [mine, wanted] = [objectIn(own, ownSchema), objectIn(their, theirSchema)];
  if (!mine || !wanted || seen.has(wanted.name)) return [];
  if (wanted.name) seen.add(wanted.name);
  const [fields, wantedFields] = [mine.schema.properties ?? {}, wanted.schema.properties ?? {}];
  const missing = Object.keys(wantedFields).filter(
    (field) => !(field in fields) && !isOpen(mine.schema, side),
  );
  const required = side === "request" ? (mine.schema.required ?? []) : [];
  const excessive = required.filter((field) => !(wanted.schema.required ?? []).includes(field));
  return [
    ...missing.map((field) => `${place}${field} is missing`),
    ...excessive.map((field) => `${place}${field} is required`),
    ...Object.keys(wantedFields).flatMap((field) =>
      fields[field]
        ? differences(own, fields[field], their, wantedFields[field]!, side, `${place}${field}.`, seen)
        : [],
    ),
  ];
}

/** True for a request's object that takes keys it does not name. */
const isOpen = ({ additionalProperties, properties }: Schema, side: string) =>
  side === "request" && properties === undefined && additionalProperties !== false;

/** The object that a schema describes, behind references, lists and the choice of null. */
function objectIn(document: Document, schema: Schema): { schema: Schema; name: string } | undefined {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1)!;
    const found = objectIn(document, document.components.schemas[name]!);
    return found && { ...found, name: found.name || name };
  }
  if (schema.properties) return { schema, name: "" };
  if (schema.type === "array" && schema.items) return objectIn(document, schema.items as Schema);
  const choices = ((schema.anyOf ?? schema.allOf ?? []) as Schema[]).filter(({ type }) => type !== "null");
  return choices.length === 1 ? objectIn(document, choices[0]!) : undefined;
}
