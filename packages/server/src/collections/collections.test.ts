import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

type Worker = { default_base_job_configuration: object; logo_url: string };

onEachServer((server) => {
  const types = async (): Promise<Record<string, Worker>> => {
    const { body } = await server.get("/collections/views/aggregate-worker-metadata");
    return Object.assign({}, ...Object.values(body as Record<string, object>));
  };

  test("the catalogue has every type of worker", async () => {
    expect(Object.keys(await types()).sort()).toEqual([
      "azure-container-instance",
      "cloud-run",
      "cloud-run-v2",
      "docker",
      "ecs",
      "kubernetes",
      "process",
      "vertex-ai",
    ]);
  });

  test("a work pool can be made of each base job template", async () => {
    for (const [type, { default_base_job_configuration: base_job_template }] of Object.entries(
      await types(),
    )) {
      const pool = { name: `p-${randomUUID()}`, type, base_job_template };
      expect(await server.post("/work_pools/", pool)).toMatchObject({ status: 201, body: { type } });
    }
  });

  test("a catalogue that there is not is told with those there are", async () => {
    const { status, body } = await server.get("/collections/views/constructor");
    expect(status).toBe(404);
    expect(body.detail).toContain("aggregate-worker-metadata");
  });
});
