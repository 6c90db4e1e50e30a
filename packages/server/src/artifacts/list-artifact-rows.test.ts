import { randomUUID } from "node:crypto";
import type { ArtifactRow } from "@reeve/protocol";
import { newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const create = async (own: object): Promise<{ id: string }> =>
    (await server.post("/artifacts/", { type: "markdown", data: "# Hi", ...own })).body;
  const latest = async (body: object): Promise<ArtifactRow[]> =>
    (await server.post("/ui/artifacts/latest", body)).body;
  const page = async (body: object): Promise<ArtifactRow[]> =>
    (await server.post("/ui/artifacts/page", body)).body;

  describe("artifacts as lists show them", () => {
    test("are the latest of their keys, with the names of their runs, the last changed first", async () => {
      const start = `p-${randomUUID().slice(0, 8)}`;
      const flowRun = await createFlowRun(server);
      const taskRunId = newId();
      await server.post("/events", [taskRunEvent({ id: taskRunId, flowRunId: flowRun.id, name: "train" })]);
      await create({ key: `${start}-a`, data: "old" });
      await create({ key: `${start}-b`, type: "progress", data: 50 });
      await create({ key: `${start}-a`, flow_run_id: flowRun.id, task_run_id: taskRunId });
      const found = await latest({ key_like: start });
      expect(found.map(({ key, preview }) => [key, preview])).toEqual([
        [`${start}-a`, "# Hi"],
        [`${start}-b`, 50],
      ]);
      expect(found[0]).toMatchObject({ flow_run_name: flowRun.name, task_run_name: "train", is_cut: false });
      expect((await latest({ key_like: start, type: "progress" })).map(({ key }) => key)).toEqual([
        `${start}-b`,
      ]);
    });

    test("are every version of a key, all of a run or of a task run, or one", async () => {
      const key = `p-${randomUUID().slice(0, 8)}`;
      const { id: flow_run_id } = await createFlowRun(server);
      const first = await create({ key, flow_run_id });
      const second = await create({ key });
      const bare = await create({ flow_run_id });
      const task_run_id = newId();
      const ofTask = await create({ task_run_id });
      const ids = async (body: object) => (await page(body)).map(({ id }) => id);
      expect(await ids({ key })).toEqual([second.id, first.id]);
      expect(await ids({ key, limit: 1, offset: 1 })).toEqual([first.id]);
      expect(await ids({ flow_run_id })).toEqual([bare.id, first.id]);
      expect(await ids({ id: bare.id })).toEqual([bare.id]);
      expect(await ids({ task_run_id })).toEqual([ofTask.id]);
      expect((await server.post("/ui/artifacts/page", {})).status).toBe(422);
    });

    test("show of large data the beginning of a text, and nothing of other values", async () => {
      const key = `p-${randomUUID().slice(0, 8)}`;
      // Whichever way the cut falls, it falls into one of these escapes.
      for (const shift of ["", "a", "ab", "abc"]) await create({ key, data: shift + '"\n\\'.repeat(5_000) });
      await create({ key, data: Array.from({ length: 5_000 }, (_, at) => at) });
      const [list, ...texts] = await page({ key });
      expect(list).toMatchObject({ preview: null, is_cut: true });
      expect(list!.size).toBeGreaterThan(4_000);
      for (const { preview, is_cut } of texts) {
        expect(is_cut).toBe(true);
        expect(preview).toMatch(/^[abc]{0,3}(?:"\n\\)+"?\n?$/);
        expect((preview as string).length).toBeGreaterThan(1_900);
      }
    });
  });
});
