import { expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const idsOf = async (body: object): Promise<string[]> => {
    const answer = await server.post("/ui/runs/page", body);
    return answer.body.rows.map((row: { flow_run: { id: string } }) => row.flow_run.id);
  };

  test("a page of runs can be asked for by the beginning of an id, in any case", async () => {
    const sought = await createFlowRun(server);
    await createFlowRun(server);
    expect(await idsOf({ id_prefix: sought.id.slice(0, -1) })).toContain(sought.id);
    expect(await idsOf({ id_prefix: sought.id.toUpperCase() })).toEqual([sought.id]);
    expect(await idsOf({ id_prefix: sought.id, flow_runs: { name: { any_: ["another"] } } })).toEqual([]);
  });

  test("a beginning that no id can have finds nothing", async () => {
    expect(await idsOf({ id_prefix: "ffffffff" })).toEqual([]);
    expect(await idsOf({ id_prefix: "0123456789" })).toEqual([]);
  });

  test("a beginning that is no part of an id is refused", async () => {
    expect((await server.post("/ui/runs/page", { id_prefix: "xyz" })).status).toBe(422);
  });
});
