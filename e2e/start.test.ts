import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { spawnReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { type SpawnedProcess, spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
afterAll(() => directory[Symbol.dispose]());

const homeNamed = (name: string) => join(directory.path, name);

const startAsNewcomer = (home: string, ...args: string[]) =>
  spawnProcess(process.execPath, [fromRoot("scripts/start.ts"), ...args], {
    REEVE_HOME: home,
    NO_COLOR: "1",
  });

describe("one clear line and exit code 1 answer", () => {
  let taken: Server;

  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    taken.close();
  });

  const expectOneLine = async (process: SpawnedProcess, line: RegExp) => {
    const { code, stdout, stderr } = await process.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  };

  test("a port in use", async () => {
    const { port } = taken.address() as { port: number };
    await expectOneLine(
      spawnReeveServer(homeNamed("port"), ["--port", String(port)]),
      new RegExp(`127\\.0\\.0\\.1:${port}.*in use`),
    );
  });

  test("a port in use, from npm start, without a run of the example", async () => {
    const { port } = taken.address() as { port: number };
    await expectOneLine(startAsNewcomer(homeNamed("port-again"), "--port", String(port)), /in use/);
  });

  test("a home that cannot be written", async () => {
    writeFileSync(homeNamed("file"), "");
    await expectOneLine(
      spawnReeveServer(join(homeNamed("file"), "home"), ["--port", "0"]),
      /file\/home.*REEVE_HOME/,
    );
  });

  test("a database file that is none", async () => {
    mkdirSync(homeNamed("broken"));
    writeFileSync(
      join(homeNamed("broken"), "reeve.db"),
      "This is no database, but long enough to be read as one.",
    );
    await expectOneLine(spawnReeveServer(homeNamed("broken"), ["--port", "0"]), /reeve\.db/);
  });
});

test.each(["SIGTERM", "SIGINT"] as const)("a server that gets %s stops cleanly", async (signal) => {
  await using server = await startReeveServer(homeNamed(signal));
  server.process.kill(signal);
  expect(await server.process.ended).toMatchObject({ code: 0, signal: null });
});

test("npm start serves, runs the hello example to its end, and goes on serving until it is stopped", async () => {
  await using start = startAsNewcomer(homeNamed("newcomer"), "--port", "0");
  const [apiUrl] = await start.waitForOutput(/http:\/\/\S+:\d+\/api\b/);
  await start.waitForOutput(/Breakfast is ready[\s\S]*Flow run '[a-z-]+' - Finished in state Completed/);
  const answer = await fetch(`${apiUrl}/flow_runs/filter`, { method: "POST" });
  const flowRuns = (await answer.json()) as { state_name: string }[];
  expect(flowRuns.map(({ state_name }) => state_name)).toEqual(["Completed", "Completed"]);
  start.kill("SIGTERM");
  expect(await start.ended).toMatchObject({ code: 0, signal: null });
});
