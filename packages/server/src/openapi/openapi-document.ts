import type { Endpoint } from "@reeve/protocol";
import { isOptional, type TSchema } from "@reeve/protocol/type-builder";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the endpoints, made from the schemas that validate their requests. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string, basePath: string): Json {
  const components: Record<string, Json> = {};
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = basePath + endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][endpoint.method.toLowerCase()] = operationOf(endpoint, components);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Reeve API",
      version,
      description: "Orchestration of flow runs and task runs. The wire is that of Prefect 3.",
    },
    paths,
    components: { schemas: sortedByName(components), responses: { InvalidRequest: INVALID_REQUEST } },
  };
}

const INVALID_REQUEST = {
  description: "The request does not fit its schema; each fault says where and why.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          exception_message: { type: "string" },
          exception_detail: {
            type: "array",
            items: {
              type: "object",
              properties: {
                type: { type: "string" },
                loc: { type: "array" },
                msg: { type: "string" },
                input: {},
              },
            },
          },
          request_body: {},
        },
      },
    },
  },
};

const sortedByName = (components: Record<string, Json>): Json =>
  Object.fromEntries(Object.entries(components).sort(([a], [b]) => a.localeCompare(b)));

function operationOf(endpoint: Endpoint, components: Record<string, Json>): Json {
  const refer = (schema: TSchema) => withReferences(schema, components);
  return {
    tags: [endpoint.group],
    operationId: endpoint.name,
    summary: endpoint.summary,
    parameters: [
      ...Object.entries(endpoint.params ?? {}).map(([name, schema]) => ({
        name,
        in: "path",
        required: true,
        schema: refer(schema),
      })),
      ...Object.entries(endpoint.query ?? {}).map(([name, schema]) => ({
        name,
        in: "query",
        required: !isOptional(schema),
        schema: refer(schema),
      })),
    ],
    ...(endpoint.body && {
      requestBody: {
        required: endpoint.body.kind === "model",
        content: { "application/json": { schema: refer(endpoint.body.schema) } },
      },
    }),
    responses: { ...answersOf(endpoint, refer), "422": { $ref: "#/components/responses/InvalidRequest" } },
  };
}

function answersOf(endpoint: Endpoint, refer: (schema: TSchema) => unknown): Json {
  const mediaType = endpoint.mediaType ?? "application/json";
  return Object.fromEntries(
    Object.entries(endpoint.answers).map(([status, schema]) => [
      status,
      { description: "", ...(schema && { content: { [mediaType]: { schema: refer(schema) } } }) },
    ]),
  );
}

/** Moves every titled schema into the components and puts a reference in its place. */
function withReferences(schema: unknown, components: Record<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withReferences(item, components));
  if (typeof schema !== "object" || schema === null) return schema;
  // The default is the field's, not that of all who use the schema.
  const { default: fallback, ...rest } = schema as { title?: string; default?: unknown };
  if (rest.title === undefined) return copyWithReferences(schema, components);
  if (!(rest.title in components)) {
    // Entered before its fields are, so that a schema that holds itself ends.
    components[rest.title] = {};
    components[rest.title] = copyWithReferences(rest, components);
  }
  return { $ref: `#/components/schemas/${rest.title}`, ...(fallback !== undefined && { default: fallback }) };
}

const copyWithReferences = (schema: object, components: Record<string, Json>): Json =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== "$id")
      .map(([key, value]) => [
        key,
        key === "$ref" ? `#/components/schemas/${value}` : withReferences(value, components),
      ]),
  );
