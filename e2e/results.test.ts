import { join } from "node:path";
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
  // Saves the block that both store their tasks' results in.
  await outcomeOf(runPython("e2e/programs/share_results.py", ["write", join(clients.path, "shared")], home));
  await outcomeOf(runTypeScript("e2e/programs/share-results.ts", ["write"], home));
}, 60_000);

afterAll(async () => {
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
  clients[Symbol.dispose]();
});

test("Python reads what flows and tasks of TypeScript returned, and takes their results from the cache", async () => {
  const sum = { total: 6, by: "TypeScript" };
  expect(await outcomeOf(runPython("e2e/programs/share_results.py", ["read"], home))).toEqual({
    flow: { rmse: 5.2, months: ["May", null], sum },
    task: sum,
    cached: ["Cached", sum],
  });
});

test("TypeScript reads what flows and tasks of Python returned, and takes their results from the cache", async () => {
  const sum = { total: 3, by: "Python" };
  expect(await outcomeOf(runTypeScript("e2e/programs/share-results.ts", ["read"], home))).toEqual({
    flow: { rmse: 5.2, months: ["May", null] },
    task: sum,
    cached: [sum, "Cached"],
  });
});
