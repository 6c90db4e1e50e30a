import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Finished, finished, spawnReeve, temporaryHome, written } from "../../../test/reeve-process.ts";

let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home[Symbol.dispose]());

const reeve = (args: string[], env: Record<string, string> = {}): Promise<Finished> =>
  finished(spawnReeve(args, { REEVE_HOME: home.path, ...env }));

async function occupiedPort(): Promise<{ port: number } & AsyncDisposable> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, [Symbol.asyncDispose]: close };
}

describe("start", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "serves until %s, then stops with exit code 0",
    async (signal) => {
      const child = spawnReeve(["server", "start", "--port", "0"], { REEVE_HOME: home.path });
      const ended = finished(child);
      const [text, apiUrl = ""] = await written(child, "stdout", /█▀█[\s\S]*API\s+(http\S+)[\s\S]*Ready/);
      expect(text).toContain("█▀█");
      expect(text).toContain(`export PREFECT_API_URL=${apiUrl}`);
      const status = await reeve(["server", "status", "--json"], { REEVE_API_URL: apiUrl });
      expect(JSON.parse(status.stdout)).toMatchObject({ url: apiUrl, healthy: true, ready: true });
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, signal: null });
    },
  );

  test("takes a signal that arrives twice at once for one", async () => {
    const child = spawnReeve(["server", "start", "--port", "0"], { REEVE_HOME: home.path });
    const ended = finished(child);
    await written(child, "stdout", /Ready/);
    child.kill("SIGINT");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  test("fails in one line when its port is taken", async () => {
    await using taken = await occupiedPort();
    const { code, stdout, stderr } = await reeve(["server", "start", "--port", String(taken.port)]);
    expect(stderr).toMatch(new RegExp(`^[^\\n]*127\\.0\\.0\\.1:${taken.port}[^\\n]*in use[^\\n]*\\n$`));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test("fails in one line when its home is not usable", async () => {
    const path = join(home.path, "file");
    writeFileSync(path, "");
    const { code, stderr } = await reeve(["server", "start", "--port", "0"], { REEVE_HOME: path });
    expect(stderr).toMatch(/^[^\n]*file[^\n]*REEVE_HOME[^\n]*\n$/);
    expect(code).toBe(1);
  });

  test("fails in one line when its database is not one", async () => {
    mkdirSync(home.path, { recursive: true });
    writeFileSync(join(home.path, "reeve.db"), "not a database, but long enough to be looked at ".repeat(50));
    const { code, stderr } = await reeve(["server", "start", "--port", "0"]);
    expect(stderr).toMatch(/^[^\n]*reeve\.db[^\n]*\n$/);
    expect(code).toBe(1);
  });

  test("refuses a port that is none, wherever it stands", async () => {
    const flag = await reeve(["server", "start", "--port", "70000"]);
    expect(flag).toMatchObject({ code: 1, stderr: '"70000" is not a port; ports go from 0 to 65535.\n' });
    const variable = await reeve(["server", "start"], { PREFECT_SERVER_API_PORT: "many" });
    expect(variable).toMatchObject({ code: 1 });
    expect(variable.stderr).toMatch(/^PREFECT_SERVER_API_PORT is "many", but must be a whole number/);
  });
});

describe("status", () => {
  test("names the address that was tried and what to do when nothing answers", async () => {
    const { port } = await freePort();
    const { code, stdout, stderr } = await reeve(["server", "status"], {
      REEVE_SERVER_API_PORT: String(port),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`No server answers at http://127.0.0.1:${port}/api`);
    expect(stderr).toContain('"reeve server start"');
  });

  test("waits for a server that is about to start, for as long as it is told", async () => {
    const { port } = await freePort();
    const env = { REEVE_API_URL: `http://127.0.0.1:${port}/api` };
    const inVain = await reeve(["server", "status", "--wait", "--timeout", "1"], env);
    expect(inVain.code).toBe(1);
    const waiting = reeve(["server", "status", "--wait"], env);
    const child = spawnReeve(["server", "start", "--port", String(port)], { REEVE_HOME: home.path });
    const ended = finished(child);
    expect(await waiting).toMatchObject({ code: 0, stderr: "" });
    child.kill("SIGTERM");
    await ended;
  });
});

async function freePort(): Promise<{ port: number }> {
  await using taken = await occupiedPort();
  return { port: taken.port };
}
