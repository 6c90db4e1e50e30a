import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startTestServer } from "../../test/start-test-server.ts";
import { LocalFileSystem } from "../blocks/local-file-system.ts";
import { flow } from "../flow.ts";
import { task } from "../task.ts";

test("results are stored in the block that the server names, by flows and tasks that say nothing of it", async () => {
  await using server = await startTestServer();
  const folder = await mkdtemp(join(tmpdir(), "reeve-everybodys-"));
  const id = await new LocalFileSystem({ basepath: folder }).save("everybodys");
  await server.client.setResultStorage({ body: { default_result_storage_block_id: id } });
  const one = task("one", () => 1);
  await flow("says nothing", () => one())();
  const [flowRun] = await server.client.listFlowRuns({ body: {} });
  const { storage_key, storage_block_id } = flowRun!.state!.data as Record<string, string>;
  expect(storage_block_id).toBe(id);
  expect(await readdir(folder)).toHaveLength(2);
  expect(await readdir(folder)).toContain(storage_key);
  await rm(folder, { recursive: true, force: true });
});
