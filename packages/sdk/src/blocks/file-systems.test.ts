import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { flow } from "../flow.ts";
import { getFlowRunResult } from "../results/read-result.ts";
import { runContext } from "../run-context.ts";
import { loadBlock } from "./block-registry.ts";
import { Json } from "./json-block.ts";
import { LocalFileSystem } from "./local-file-system.ts";
import { provideFileSystem, RemoteFileSystem } from "./remote-file-system.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "reeve-files-"));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const text = async (content: Promise<Uint8Array>) => Buffer.from(await content).toString();

test("files of a folder are written whole, read, and nothing outside of it is reached", async () => {
  const files = new LocalFileSystem({ basepath: join(folder, "files") });
  expect(await files.writePath("deep/a.txt", Buffer.from("one"))).toBe(join(folder, "files/deep/a.txt"));
  await files.writePath("deep/a.txt", Buffer.from("two"));
  expect(await text(files.readPath("deep/a.txt"))).toBe("two");
  expect(await text(files.readPath(join(folder, "files/deep/a.txt")))).toBe("two");
  expect(await readdir(join(folder, "files/deep"))).toEqual(["a.txt"]);
  await expect(files.readPath("none")).rejects.toMatchObject({ code: "not_found" });
  for (const path of ["../out.txt", "/etc/passwd", `${folder}/files-beside`]) {
    await expect(files.readPath(path)).rejects.toThrow("is outside of the folder");
  }
  await files.deletePath("deep/a.txt");
  await files.deletePath("deep/a.txt");
  await expect(files.readPath("deep/a.txt")).rejects.toMatchObject({ code: "not_found" });
});

test("folders are stored and fetched without what is ignored", async () => {
  const source = join(folder, "source");
  await mkdir(join(source, "data"), { recursive: true });
  for (const path of ["a.txt", "b.log", "data/c.txt"]) await writeFile(join(source, path), path);
  await writeFile(join(folder, "ignored"), "*.log\n");
  const files = new LocalFileSystem({ basepath: join(folder, "stored") });
  await files.putDirectory({ fromPath: source, toPath: "code", ignoreFile: join(folder, "ignored") });
  expect((await readdir(join(folder, "stored/code"))).sort()).toEqual(["a.txt", "data"]);

  await writeFile(join(folder, "stored/code/.prefectignore"), "data/\n");
  await files.getDirectory({ fromPath: "code", toPath: join(folder, "fetched") });
  expect((await readdir(join(folder, "fetched"))).sort()).toEqual([".prefectignore", "a.txt"]);
  expect(await readFile(join(folder, "fetched/a.txt"), "utf8")).toBe("a.txt");
});

test("a remote file system goes by its protocol, and holds results", async () => {
  const stored = new Map<string, Uint8Array>();
  provideFileSystem("memory", ({ hostname }, settings) => ({
    async readPath(path) {
      const content = stored.get(`${hostname}/${path}`);
      if (content) return content;
      throw new ReeveError("not_found", `There is no ${path}.`);
    },
    async writePath(path, content) {
      stored.set(`${hostname}/${path}`, content);
      return `memory://${hostname}/${path}`;
    },
    async getDirectory() {
      stored.set("settings", Buffer.from(JSON.stringify(settings)));
    },
    async putDirectory() {},
  }));
  await new RemoteFileSystem({ basepath: "memory://here", settings: { key: 1 } }).save("remote");
  const files = (await loadBlock("remote-file-system/remote")) as unknown as RemoteFileSystem;
  const place = await files.writePath("a/b", Buffer.from("c"));
  expect(await text(files.readPath(place))).toBe("c");
  await files.getDirectory();
  expect(String(stored.get("settings"))).toBe('{"key":1}');
  await expect(files.readPath("memory://there/a/b")).rejects.toThrow("is outside of memory://here");

  let id = "";
  await flow("stores remotely", { resultStorage: "remote-file-system/remote" }, () => {
    id = runContext().flowRun!.id;
    return 5.2;
  })();
  expect(await getFlowRunResult(id)).toBe(5.2);
});

test("a protocol that nothing provides, and addresses that are none, are told of", async () => {
  const files = new RemoteFileSystem({ basepath: "webdav://host/folder" });
  await expect(files.readPath("a")).rejects.toThrow('provideFileSystem("webdav", …)');
  for (const basepath of ["folder", "s3://", "file:///folder"]) {
    expect(() => new RemoteFileSystem({ basepath })).toThrow('such as "s3://bucket/folder/"');
  }
});

test("any JSON is kept in a block", async () => {
  await new Json({ value: { limits: [1, null] } }).save("limits");
  expect((await Json.load("limits")).value).toEqual({ limits: [1, null] });
  expect(await server.client.getBlockTypeBySlug({ params: { slug: "json" } })).toMatchObject({
    name: "JSON",
  });
});
