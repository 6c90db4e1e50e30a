import type { Client } from "@reeve/client";
import { unlessThere } from "./unless-there.ts";

/** Variables, blocks and a work pool's worker, as people would have set them up. */
export async function seedConfiguration(client: Client): Promise<void> {
  const variables = [
    { name: "batch_size", value: 500, tags: ["warehouse"] },
    { name: "regions", value: ["Manhattan", "Queens", "Brooklyn"], tags: ["taxi"] },
    { name: "model", value: { name: "xgboost", depth: 6 }, tags: ["ml"] },
    { name: "contact", value: "data@example.com", tags: [] },
  ];
  for (const body of variables) await unlessThere(() => client.createVariable({ body }));
  await createBlock(client, "secret", "warehouse-password", { value: "not a real one" });
  await createBlock(client, "local-file-system", "results", { basepath: "/srv/results" });
  await client.sendWorkerHeartbeat({
    params: { work_pool_name: "zoompool" },
    body: { name: "worker-under-the-desk", heartbeat_interval_seconds: 3600 },
  });
}

async function createBlock(
  client: Client,
  slug: string,
  name: string,
  data: Record<string, unknown>,
): Promise<void> {
  const type = await client.getBlockTypeBySlug({ params: { slug } });
  const [schema] = await client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [type.id] } } },
  });
  if (!schema) return;
  await unlessThere(() =>
    client.createBlockDocument({
      body: { name, data, block_schema_id: schema.id, block_type_id: type.id },
    }),
  );
}
