import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outcomeOf, type ProgramHome, runPython, runTypeScript } from "./support/run-program.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
const clients = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  home = { apiUrl: reeve.apiUrl, directory: clients.path };
  await outcomeOf(runPython("e2e/programs/share_assets.py", ["write"], home));
  await outcomeOf(runTypeScript("e2e/programs/share-assets.ts", ["write"], home));
}, 60_000);

afterAll(async () => {
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
  clients[Symbol.dispose]();
});

test("Python loads the secrets, blocks, variables and artifacts of TypeScript, whose blocks have its schema", async () => {
  expect(await outcomeOf(runPython("e2e/programs/share_assets.py", ["read"], home))).toEqual({
    secrets: ["from TypeScript", { key: [1, null] }],
    station: ["Rome", 8080, false, "typescript's"],
    webhook: ["PUT", "http://typescript", { token: "typescript's" }],
    network: ["Rome", "Bari", "typescript's"],
    variable: { limit: 2.5, names: ["b"] },
    artifact: ["markdown", "by TypeScript"],
    schemas: [1, 1],
  });
});

test("TypeScript loads the secrets, blocks and variables of Python", async () => {
  expect(await outcomeOf(runTypeScript("e2e/programs/share-assets.ts", ["read"], home))).toEqual({
    secrets: ["from Python", { key: [1, null] }],
    station: ["Oslo", 8080, false, "python's"],
    bucket: expect.objectContaining({ bucket_name: "rides", bucket_folder: "" }),
    webhook: [false, "http://python", { token: "python's" }],
    network: ["Oslo", "Bergen", "python's"],
    variable: { limit: 1.5, names: ["a"] },
  });
});

test("artifacts of one key are versions, whichever language made them", async () => {
  const answer = await fetch(`${reeve.apiUrl}/artifacts/filter`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ artifacts: { key: { any_: ["report"] } } }),
  });
  const versions: { data: string; flow_run_id: string | null }[] = await answer.json();
  expect(versions.map(({ data }) => data).sort()).toEqual(["by Python", "by TypeScript"]);
  for (const { flow_run_id } of versions) expect(flow_run_id).toEqual(expect.any(String));
});
