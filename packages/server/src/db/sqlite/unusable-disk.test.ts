import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canMount, mountSmallDisk } from "../../../test/small-disk.ts";
import { startTestServer, type TestServer } from "../../../test/start-test-server.ts";
import { copyFile } from "./copy-file.ts";
import { openSqlite } from "./open-sqlite.ts";

const open = (path: string) => openSqlite({ path, busyTimeoutMs: 1000, synchronous: "NORMAL" });

const PADDING = "x".repeat(2000);
const createFlow = (server: TestServer, name: string) =>
  server.post("/flows/", { name, labels: { padding: PADDING } });

/** Creates flows until one is refused, and answers that refusal and the names of all that were acknowledged. */
async function fillDisk(server: TestServer, prefix: string) {
  const acknowledged: string[] = [];
  for (let turn = 0; ; turn++) {
    const names = Array.from({ length: 20 }, (_, place) => `${prefix}-${turn}-${place}`);
    const answers = await Promise.all(names.map((name) => createFlow(server, name)));
    acknowledged.push(...names.filter((_, place) => answers[place]!.status === 201));
    const refused = answers.find(({ status }) => status !== 201);
    if (refused) return { refused, acknowledged };
  }
}

async function namesOf(server: TestServer): Promise<string[]> {
  const names: string[] = [];
  for (let offset = 0; ; offset += 200) {
    const { body } = await server.post("/flows/filter", { offset });
    if (body.length === 0) return names;
    names.push(...body.map(({ name }: { name: string }) => name));
  }
}

describe.runIf(canMount)("a disk", () => {
  test("that is full refuses writes, loses none, and takes them again once there is room", async () => {
    using disk = mountSmallDisk(10);
    const ballast = join(disk.path, "ballast");
    // Room for the whole log to be taken over into the database afterwards, however much of it there is by then.
    writeFileSync(ballast, Buffer.alloc(6_000_000));
    await using server = await startTestServer("sqlite", {
      serverDatabaseUrl: join(disk.path, "reeve.db"),
    });
    const { refused, acknowledged } = await fillDisk(server, "before");
    expect(refused).toMatchObject({
      status: 503,
      body: {
        exception_message: "Service Unavailable",
        detail: expect.stringMatching(/^The disk of the database/),
      },
    });
    expect(acknowledged.length).toBeGreaterThan(100);
    // One line for all that were refused together, and no place in the code.
    const told = server.errors.filter((line) => line.startsWith("Requests") || line.startsWith("POST"));
    expect(told).toEqual([
      expect.stringMatching(/^Requests are refused with 503: The disk .*; make room there/),
    ]);
    expect((await server.get("/ready")).status).toBe(200);
    expect((await namesOf(server)).toSorted()).toEqual(acknowledged.toSorted());

    rmSync(ballast);
    expect((await createFlow(server, "after")).status).toBe(201);
    await server.restart();
    expect((await namesOf(server)).toSorted()).toEqual([...acknowledged, "after"].toSorted());
  });

  test("that cannot be written to is told of at the start, with what to do", async () => {
    using disk = mountSmallDisk(4);
    await (await open(join(disk.path, "reeve.db")))[Symbol.asyncDispose]();
    for (const file of ["reeve.db", "new.db"]) {
      const path = join(disk.readOnlyPath, file);
      await expect(open(path)).rejects.toThrow(
        new RegExp(`^The database ${path} cannot be used: .*: .*(?:permissions|written to).*\\.$`),
      );
    }
  });

  test("that is too small for a copy is told of as the copy's, and nothing of that is left", async () => {
    using disk = mountSmallDisk(4);
    using small = mountSmallDisk(1);
    const path = join(disk.path, "reeve.db");
    await (await open(path))[Symbol.asyncDispose]();
    writeFileSync(join(small.path, "ballast"), Buffer.alloc(500_000));
    const copy = join(small.path, "copy.db");
    expect(() => copyFile(path, copy)).toThrow(
      `${copy} cannot be written: database or disk is full; see to its disk`,
    );
    expect(readdirSync(small.path)).toEqual(["ballast"]);
    const barred = join(small.readOnlyPath, "copy.db");
    expect(() => copyFile(path, barred)).toThrow(/^\S+copy\.db cannot be written: unable to open database/);
  });
});
