import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";

/** An ETag that was made of the content: of one upload its MD5, of one in parts the MD5 of theirs and their number. */
const TAG = /^"?([0-9a-f]{32})(?:-(\d+))?"?$/;

/** Whether an object's ETag is that of the file, uploaded whole or in parts of so many bytes. */
export async function hasContentOf(etag: string, file: string, partBytes: number): Promise<boolean> {
  const [, digest, parts] = TAG.exec(etag) ?? [];
  if (digest === undefined) return false;
  if (parts === undefined) {
    const hash = createHash("md5");
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest("hex") === digest;
  }
  const whole = createHash("md5");
  let count = 0;
  for await (const part of digestsOfParts(file, partBytes)) {
    whole.update(part);
    count += 1;
  }
  return count === Number(parts) && whole.digest("hex") === digest;
}

async function* digestsOfParts(file: string, partBytes: number): AsyncGenerator<Buffer> {
  let hash: Hash | undefined;
  let left = partBytes;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const slice = chunk.subarray(at, at + left);
      hash ??= createHash("md5");
      hash.update(slice);
      at += slice.length;
      left -= slice.length;
      if (left > 0) continue;
      yield hash.digest();
      hash = undefined;
      left = partBytes;
    }
  }
  if (hash) yield hash.digest();
}
