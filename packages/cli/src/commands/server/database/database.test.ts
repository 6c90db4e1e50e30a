import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finished, spawnReeve, startTestServer, temporaryHome } from "../../../../test/reeve-process.ts";

const database = (args: string[], home: string) =>
  finished(spawnReeve(["server", "database", ...args], { REEVE_HOME: home }));

async function createFlow(apiUrl: string, name: string): Promise<number> {
  const answer = await fetch(`${apiUrl}/flows/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  return answer.status;
}

const flowsIn = (file: string) => {
  using raw = new DatabaseSync(file);
  return raw
    .prepare("select name from flows order by name")
    .all()
    .map(({ name }) => name);
};

describe("while a server runs", () => {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  beforeAll(async () => {
    server = await startTestServer();
    await createFlow(server.apiUrl, "stored");
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test("a backup is a database of its own, as of one moment", async () => {
    const file = join(server.home, "copy.db");
    const { code, stdout, stderr } = await database(["backup", file], server.home);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Wrote ${file} (`);
    expect(flowsIn(file)).toEqual(["stored"]);
    expect(readdirSync(dirname(file)).filter((name) => name.includes("partial"))).toEqual([]);
    expect(await createFlow(server.apiUrl, "later")).toBe(201);
    expect(flowsIn(file)).toEqual(["stored"]);
  });

  test("a backup without a file gets one in the home folder, and overwrites none", async () => {
    const { stdout } = await database(["backup", "--json"], server.home);
    const { file, bytes } = JSON.parse(stdout);
    expect(dirname(file)).toBe(join(server.home, "backups"));
    expect(statSync(file).size).toBe(bytes);
    const again = await database(["backup", file], server.home);
    expect(again).toMatchObject({ code: 1, stderr: `${file} exists already; name another file.\n` });
  });

  test("a vacuum gives back what is free, and the server goes on", async () => {
    const { code, stdout } = await database(["vacuum", "--json"], server.home);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ whole: false });
    expect(await createFlow(server.apiUrl, "after the vacuum")).toBe(201);
  });

  test("a reset is refused", async () => {
    const { code, stderr } = await database(["reset", "--yes"], server.home);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `A server uses ${join(server.home, "reeve.db")}; stop it first.\n`,
    });
    expect(await createFlow(server.apiUrl, "after the reset")).toBe(201);
  });
});

describe("without a server", () => {
  test("upgrade makes the tables, and says when there is nothing to do", async () => {
    using home = temporaryHome();
    const first = await database(["upgrade"], home.path);
    expect(first.stdout).toMatch(/was brought to this version: 0001-runs, /);
    const second = await database(["upgrade", "--json"], home.path);
    expect(JSON.parse(second.stdout)).toEqual({ database: join(home.path, "reeve.db"), migrations: [] });
  });

  test("reset empties the database once it is told to", async () => {
    using home = temporaryHome();
    await database(["upgrade"], home.path);
    const file = join(home.path, "reeve.db");
    {
      using raw = new DatabaseSync(file);
      raw.exec("insert into flows values ('a', '2026', '2026', 'doomed', '[]', '{}')");
    }
    const asked = await database(["reset"], home.path);
    expect(asked).toMatchObject({
      code: 1,
      stderr: "This deletes everything; say --yes if that is meant.\n",
    });
    expect(flowsIn(file)).toEqual(["doomed"]);
    expect((await database(["reset", "--yes"], home.path)).stdout).toBe(`The database ${file} is empty.\n`);
    expect(flowsIn(file)).toEqual([]);
  });

  test("vacuum writes a file of an earlier version anew, so that its space can be given back bit by bit", async () => {
    using home = temporaryHome();
    mkdirSync(home.path, { recursive: true });
    const file = join(home.path, "reeve.db");
    {
      using raw = new DatabaseSync(file);
      raw.exec(
        "pragma journal_mode = wal; create table large (text); insert into large values (zeroblob(3000000))",
      );
      raw.exec("delete from large");
    }
    const { stdout } = await database(["vacuum", "--json"], home.path);
    const { bytes_before, bytes_after, whole } = JSON.parse(stdout);
    expect({ whole, isSmaller: bytes_after < bytes_before / 10 }).toEqual({ whole: true, isSmaller: true });
    using raw = new DatabaseSync(file);
    expect(raw.prepare("pragma auto_vacuum").get()).toEqual({ auto_vacuum: 2 });
  });

  test("a file that is not there is not made by who only wants to copy it", async () => {
    using home = temporaryHome();
    const file = join(home.path, "reeve.db");
    const { code, stderr } = await database(["backup"], home.path);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `There is no database at ${file}.\n` });
    expect(existsSync(file)).toBe(false);
  });

  test("a database in memory is told from one that is stored", async () => {
    using home = temporaryHome();
    const { code, stderr } = await database(["backup", "--database-url", "sqlite://"], home.path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/names a database in memory/);
  });

  test("a file that is no database is told of in one line", async () => {
    using home = temporaryHome();
    writeFileSync(join(home.path, "reeve.db"), "nothing of the kind ".repeat(500));
    const { code, stderr } = await database(["vacuum"], home.path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The database [^\n]*reeve\.db cannot be used: [^\n]*\n$/);
  });
});
