import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasContentOf } from "./content-tag.ts";

const CONTENT = Buffer.from("0123456789".repeat(20_000));
const md5 = (data: Buffer) => createHash("md5").update(data).digest();

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "reeve-tag-"));
  file = join(folder, "file");
  await writeFile(file, CONTENT);
});
afterAll(() => rm(folder, { recursive: true }));

/** The ETag of an object that was uploaded in parts of so many bytes. */
function tagOfParts(partBytes: number): string {
  const starts = Array.from(
    { length: Math.ceil(CONTENT.length / partBytes) },
    (_, index) => index * partBytes,
  );
  const digests = starts.map((start) => md5(CONTENT.subarray(start, start + partBytes)));
  return `"${md5(Buffer.concat(digests)).toString("hex")}-${digests.length}"`;
}

// Parts that end where what is read at once ends, and others; one that has all of the file.
test.each([65_536, 70_001, 100_000, 200_000])(
  "parts of %i bytes are found in the file",
  async (partBytes) => {
    expect(await hasContentOf(tagOfParts(partBytes), file, partBytes)).toBe(true);
    expect(await hasContentOf(tagOfParts(partBytes), file, partBytes - 1)).toBe(false);
  },
);

test("an object in one piece is known by its MD5, and a tag of another kind says nothing", async () => {
  expect(await hasContentOf(`"${md5(CONTENT).toString("hex")}"`, file, 1)).toBe(true);
  expect(await hasContentOf(`"${md5(Buffer.from("other")).toString("hex")}"`, file, 1)).toBe(false);
  expect(await hasContentOf('"encrypted-otherwise"', file, 1)).toBe(false);
});
