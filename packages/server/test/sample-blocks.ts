import { randomUUID } from "node:crypto";
import type { TestServer } from "./start-test-server.ts";

type Created = { id: string; name: string; slug: string; checksum: string };

/** Creates a block type of its own name and slug. */
export async function createBlockType(server: TestServer, own: object = {}): Promise<Created> {
  const slug = `type-${randomUUID()}`;
  const { status, body } = await server.post("/block_types/", { name: slug, slug, ...own });
  if (status !== 201) throw new Error(`The block type was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Creates a block schema of its own fields, whose secrets are named. */
export async function createBlockSchema(
  server: TestServer,
  type: { id: string; slug: string },
  {
    secrets = [],
    fields = {},
    ...own
  }: { secrets?: string[]; fields?: object; capabilities?: string[]; version?: string } = {},
): Promise<Created> {
  const { status, body } = await server.post("/block_schemas/", {
    block_type_id: type.id,
    fields: {
      title: type.slug,
      type: "object",
      properties: {},
      secret_fields: secrets,
      block_type_slug: type.slug,
      block_schema_references: {},
      ...fields,
    },
    ...own,
  });
  if (status !== 201) throw new Error(`The block schema was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Creates a type and a schema, and answers a maker of their documents. */
export async function blockMaker(server: TestServer, own: Parameters<typeof createBlockSchema>[2] = {}) {
  const type = await createBlockType(server);
  const schema = await createBlockSchema(server, type, own);
  const request = (data: object, given: object = {}) => ({
    name: `block-${randomUUID()}`,
    data,
    block_schema_id: schema.id,
    block_type_id: type.id,
    ...given,
  });
  const create = async (data: object, given: object = {}): Promise<{ id: string; name: string }> => {
    const { status, body } = await server.post("/block_documents/", request(data, given));
    if (status !== 201) throw new Error(`The block was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  return { type, schema, request, create };
}

/** A document's data, its secrets included. */
export const dataOf = async (server: TestServer, id: string) =>
  (await server.get(`/block_documents/${id}?include_secrets=true`)).body.data;

/** How data refer to another document. */
export const refer = ({ id }: { id: string }) => ({ $ref: { block_document_id: id } });
