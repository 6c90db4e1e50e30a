import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { AwsCredentials, AwsSecret, MinIOCredentials, S3Bucket } from "@reeve/aws";
import { flow, RemoteFileSystem, task } from "reeve";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { S3_KEYS, type S3Server, startS3Server } from "./support/s3-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const MIB = 1024 * 1024;

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3[Symbol.asyncDispose]());

let directory: ReturnType<typeof makeTemporaryDirectory>;
let name: string;
let buckets = 0;
beforeEach(async ({ onTestFinished }) => {
  directory = makeTemporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  buckets += 1;
  name = `bucket-${buckets}`;
  await s3.makeBucket(name);
});

const credentials = () =>
  new AwsCredentials({
    aws_access_key_id: S3_KEYS.AWS_ACCESS_KEY_ID,
    aws_secret_access_key: S3_KEYS.AWS_SECRET_ACCESS_KEY,
    region_name: "us-east-1",
    aws_client_parameters: { endpoint_url: s3.url },
  });
const bucketOf = (bucket_folder = "") =>
  new S3Bucket({ bucket_name: name, credentials: credentials(), bucket_folder });
const put = (Key: string, Body: string | Buffer) =>
  s3.client.send(new PutObjectCommand({ Bucket: name, Key, Body, ContentLength: Body.length }));
const content = async (Key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket: name, Key }))).Body!.transformToString();
/** Whose keys these are, as the server knows it. */
const whoHas = async (accessKeyId: string) => {
  const scope = `${accessKeyId}/20260101/us-east-1/sts/aws4_request`;
  const answer = await fetch(s3.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  return answer.text();
};
const keys = async () => (await Array.fromAsync(bucketOf().list())).map(({ key }) => key);

async function writeFiles(files: Record<string, string | Buffer>): Promise<string> {
  const folder = join(directory.path, "local");
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const filesIn = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
};

describe("files", () => {
  test("are written, read, listed, copied, moved and deleted below the bucket's folder", async () => {
    const bucket = bucketOf("base/");
    expect(await bucket.writePath("a/b.txt", Buffer.from("one"))).toBe(`s3://${name}/base/a/b.txt`);
    // A path that begins with the folder is whole already, as the keys of stored results are.
    for (const path of ["a/b.txt", "base/a/b.txt"]) {
      expect(Buffer.from(await bucket.readPath(path)).toString()).toBe("one");
    }
    expect(await bucket.copyObject("a/b.txt", "ä c.txt")).toBe("base/ä c.txt");
    await bucket.moveObject("a/b.txt", "moved.txt", { toBucket: name });
    expect(await keys()).toEqual(["base/ä c.txt", "moved.txt"]);
    const [listed] = await Array.fromAsync(bucket.list());
    expect(listed).toMatchObject({ key: "base/ä c.txt", size: 3, modifiedAt: expect.any(Date) });
    await bucket.deletePath("ä c.txt");
    expect(await keys()).toEqual(["moved.txt"]);
  });

  test("too large for one request are copied in parts, with all that was said of them", async () => {
    const content = randomBytes(12 * MIB);
    await s3.client.send(
      new PutObjectCommand({
        Bucket: name,
        Key: "large ä/1.bin",
        Body: content,
        ContentType: "image/x-test",
        ContentLength: content.length,
        CacheControl: "no-store",
        Metadata: { by: "test" },
      }),
    );
    await bucketOf().copyObject("large ä/1.bin", "copy.bin", { partBytes: 5 * MIB });
    const copied = await s3.client.send(new GetObjectCommand({ Bucket: name, Key: "copy.bin" }));
    expect(content.equals(await copied.Body!.transformToByteArray())).toBe(true);
    expect(copied).toMatchObject({
      ContentType: "image/x-test",
      CacheControl: "no-store",
      Metadata: { by: "test" },
      // As many parts as it takes.
      ETag: expect.stringMatching(/-3"$/),
    });
    const refused = bucketOf().copyObject("copy.bin", "again", { partBytes: 5 * MIB, toBucket: "nowhere" });
    await expect(refused).rejects.toMatchObject({ code: "not_found" });
  });

  test("are reached in the role that the credentials name", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", s3.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const ofRole = new AwsCredentials({
      aws_access_key_id: S3_KEYS.AWS_ACCESS_KEY_ID,
      aws_secret_access_key: "secret",
      region_name: "us-east-1",
      aws_client_parameters: { endpoint_url: s3.url },
      assume_role_arn: "arn:aws:iam::123456789012:role/loader",
      assume_role_kwargs: { RoleSessionName: "nightly", DurationSeconds: 900 },
    });
    const bucket = new S3Bucket({ bucket_name: name, credentials: ofRole });
    await bucket.writePath("a.txt", Buffer.from("by the role"));
    expect(await content("a.txt")).toBe("by the role");
    const options = ofRole.clientOptions();
    const { accessKeyId, sessionToken } = await (
      options.credentials as () => Promise<{ accessKeyId: string; sessionToken?: string }>
    )();
    expect(sessionToken).toBeTruthy();
    expect(await whoHas(accessKeyId)).toContain("arn:aws:sts::123456789012:assumed-role/loader/nightly");
  });

  test("that are not there are told of with the code not_found", async () => {
    await expect(bucketOf().readPath("a")).rejects.toMatchObject({ code: "not_found" });
    await expect(bucketOf().copyObject("a", "b")).rejects.toMatchObject({ code: "not_found" });
    await expect(bucketOf().downloadObjectToPath("a", join(directory.path, "a"))).rejects.toThrow(
      `There is no object "a" in the bucket "${name}".`,
    );
    const elsewhere = new S3Bucket({ bucket_name: "nowhere", credentials: credentials() });
    const folder = await writeFiles({ "a.txt": "a" });
    for (const missing of [
      () => elsewhere.readPath("a"),
      () => elsewhere.writePath("a", Buffer.from("a")),
      () => elsewhere.list().next(),
      () => elsewhere.uploadFromFolder(folder),
      () => elsewhere.downloadFolderToPath("", join(directory.path, "down")),
    ]) {
      await expect(missing()).rejects.toMatchObject({
        code: "not_found",
        message: 'There is no bucket "nowhere".',
      });
    }
  });

  test("are read and written by whoever has a presigned URL", async () => {
    const write = await bucketOf("base").presignedUrl("a.txt", { to: "write", seconds: 60 });
    expect((await fetch(write, { method: "PUT", body: "by URL" })).status).toBe(200);
    const read = await bucketOf("base").presignedUrl("a.txt");
    expect(await (await fetch(read)).text()).toBe("by URL");
    expect(read).not.toContain(S3_KEYS.AWS_SECRET_ACCESS_KEY);
  });

  test("of many parts go up and down whole, also with MinIO's credentials", async () => {
    const minio = new S3Bucket({
      bucket_name: name,
      credentials: new MinIOCredentials({
        minio_root_user: "user",
        minio_root_password: "password",
        aws_client_parameters: { endpoint_url: s3.url },
      }),
    });
    const large = randomBytes(37 * MIB);
    const folder = await writeFiles({ "large.bin": large });
    expect(await minio.uploadFromPath(join(folder, "large.bin"), "x/large.bin")).toBe("x/large.bin");
    const target = join(directory.path, "down.bin");
    expect(await minio.downloadObjectToPath("x/large.bin", target)).toBe(target);
    expect((await readFile(target)).equals(large)).toBe(true);
  });
});

describe("results", () => {
  test("of flows and tasks are stored in a bucket, and taken from it again", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    let runs = 0;
    const count = task(
      "count rides",
      { cache: "inputs", resultStorage: bucketOf("cache") },
      (month: string) => {
        runs += 1;
        return new Map([[month, runs]]);
      },
    );
    const rides = flow("rides", { resultStorage: bucketOf("results") }, async () => {
      const future = count.submit("May");
      return [await future, future.state.name];
    });
    expect(await rides()).toEqual([new Map([["May", 1]]), "Completed"]);
    expect(await rides()).toEqual([new Map([["May", 1]]), "Cached"]);
    expect((await keys()).map((key) => key.split("/")[0])).toEqual(["cache", "results", "results"]);
  });

  test("and files are reached by an address of s3 as well", async () => {
    const files = new RemoteFileSystem({
      basepath: `s3://${name}/base/`,
      settings: {
        key: S3_KEYS.AWS_ACCESS_KEY_ID,
        secret: S3_KEYS.AWS_SECRET_ACCESS_KEY,
        client_kwargs: { endpoint_url: s3.url, region_name: "us-east-1" },
      },
    });
    expect(await files.writePath("a/b.txt", Buffer.from("one"))).toBe(`s3://${name}/base/a/b.txt`);
    expect(Buffer.from(await files.readPath(`s3://${name}/base/a/b.txt`)).toString()).toBe("one");
    expect(await keys()).toEqual(["base/a/b.txt"]);
  });
});

describe("folders", () => {
  test("are uploaded without what the ignore file names, and tell how far they are", async () => {
    const folder = await writeFiles({
      ".prefectignore": "*.log\nbuild/\n",
      "a.txt": "a",
      "deep/b.txt": "bb",
      "deep/c.log": "c",
      "build/d.txt": "d",
    });
    const told: string[] = [];
    const uploaded = await bucketOf("base").uploadFromFolder(folder, "to", {
      onProgress: ({ path, files, foundFiles }) => told.push(`${path} ${files <= foundFiles}`),
    });
    expect(uploaded).toEqual({ files: 3, bytes: "*.log\nbuild/\n".length + 3 });
    expect(await keys()).toEqual(["base/to/.prefectignore", "base/to/a.txt", "base/to/deep/b.txt"]);
    expect(told.sort()).toEqual([".prefectignore true", "a.txt true", "deep/b.txt true"]);

    await writeFile(join(folder, ".reeveignore"), "*\n!a.txt\n");
    await bucketOf("ours").uploadFromFolder(folder);
    await bucketOf("all").putDirectory({ fromPath: folder, ignoreFile: join(folder, ".prefectignore") });
    await bucketOf("none").uploadFromFolder(folder, "", { ignoreFile: null });
    const paths = await keys();
    expect(paths.filter((key) => key.startsWith("ours/"))).toEqual(["ours/a.txt"]);
    expect(paths.filter((key) => key.startsWith("all/"))).toHaveLength(4);
    expect(paths.filter((key) => key.startsWith("none/"))).toHaveLength(6);
  });

  test("are uploaded again only where the content is another, when told to resume", async () => {
    const large = randomBytes(11 * MIB);
    const folder = await writeFiles({ "same.txt": "same", "large.bin": large, "other.txt": "before" });
    await bucketOf().uploadFromFolder(folder);
    const before = new Map((await Array.fromAsync(bucketOf().list())).map((each) => [each.key, each]));
    await writeFile(join(folder, "other.txt"), "behind");
    const uploaded = await bucketOf().uploadFromFolder(folder, "", { resume: true });
    expect(uploaded.files).toBe(3);
    expect(await content("other.txt")).toBe("behind");
    const after = await Array.fromAsync(bucketOf().list());
    const unchanged = after.filter(({ key, etag }) => before.get(key)?.etag === etag).map(({ key }) => key);
    expect(unchanged).toEqual(["large.bin", "same.txt"]);
  });

  test("are downloaded with what is below them, and nothing of folders whose names begin alike", async () => {
    await put("data/a.txt", "a");
    await put("data/deep/b.txt", "bb");
    await put("data/empty", "");
    await put("data/folder/", "");
    await put("data2/c.txt", "c");
    const target = join(directory.path, "down");
    expect(await bucketOf().downloadFolderToPath("data", target)).toEqual({ files: 3, bytes: 3 });
    expect(await filesIn(target)).toEqual(["a.txt", "deep/b.txt", "empty"]);
    expect(await readFile(join(target, "deep/b.txt"), "utf8")).toBe("bb");
    await bucketOf("data").getDirectory({ toPath: join(directory.path, "all") });
    expect(await filesIn(join(directory.path, "all"))).toEqual(["a.txt", "deep/b.txt", "empty"]);
  });

  test("are never downloaded to outside of the target", async () => {
    await put("data/../../outside.txt", "x");
    const target = join(directory.path, "deep", "down");
    await expect(bucketOf().downloadFolderToPath("data", target)).rejects.toThrow("lead out of the folder");
    expect(existsSync(join(directory.path, "outside.txt"))).toBe(false);
  });

  test("go on where a download was cut off, but not with what has changed since", async () => {
    const large = randomBytes(40 * MIB);
    await put("data/large.bin", large);
    for (const file of ["a", "b", "c", "d"]) await put(`data/${file}.txt`, file);
    const target = join(directory.path, "down");
    const stop = new AbortController();
    const cutOff = bucketOf().downloadFolderToPath("data", target, {
      concurrency: 1,
      signal: stop.signal,
      // After a, b, c and d and the first part of the large one.
      onProgress: ({ bytes }) => bytes > MIB && stop.abort(new Error("cut off")),
    });
    await expect(cutOff).rejects.toThrow("cut off");
    expect(existsSync(join(target, "large.bin"))).toBe(false);
    const inode = async (path: string) => (await stat(join(target, path))).ino;
    const kept = await inode("a.txt");
    await put("data/b.txt", "changed");

    expect(await bucketOf().downloadFolderToPath("data", target)).toMatchObject({ files: 5 });
    expect((await readFile(join(target, "large.bin"))).equals(large)).toBe(true);
    expect(await readFile(join(target, "b.txt"), "utf8")).toBe("changed");
    expect(await inode("a.txt")).toBe(kept);
    expect(await filesIn(target)).toEqual(["a.txt", "b.txt", "c.txt", "d.txt", "large.bin"]);

    // A download that was completed is another one the next time.
    await rm(join(target, "a.txt"));
    await put("data/c.txt", "newer");
    await bucketOf().downloadFolderToPath("data", target);
    expect(await readFile(join(target, "c.txt"), "utf8")).toBe("newer");
  });
});

test("a secret of Secrets Manager is written, read in its versions, and deleted", async () => {
  const secret = new AwsSecret({ aws_credentials: credentials(), secret_name: "token" });
  await expect(secret.readSecret()).rejects.toMatchObject({ code: "not_found" });
  expect(await secret.writeSecret("first")).toContain(":secret:token");
  await secret.writeSecret(new Uint8Array([0, 255]));
  expect([...(await secret.readSecret())]).toEqual([0, 255]);
  expect(await secret.readText({ versionStage: "AWSPREVIOUS" })).toBe("first");
  await secret.deleteSecret({ forGood: true });
  await expect(secret.readSecret()).rejects.toThrow('no secret "token"');
});
