import { createReadStream } from "node:fs";
import { HeadObjectCommand, NotFound, PutObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { hasContentOf } from "./content-tag.ts";
import { joinKey } from "./keys.ts";
import { type LocalFile, listFiles } from "./list-files.ts";
import { forEachInParallel } from "./parallel.ts";
import { ReadBuffers } from "./read-buffers.ts";
import {
  CONCURRENCY,
  type S3Place,
  TransferCount,
  type TransferOptions,
  type Transferred,
} from "./transfer.ts";

export type UploadOptions = TransferOptions & {
  /** Leave out what is in the bucket with the same content, such as what an upload got done before it was cut off. */
  resume?: boolean;
};

export type FolderUploadOptions = UploadOptions & {
  /** What of the folder to leave out, in the form of .gitignore: `.reeveignore` or `.prefectignore` of it; null is none. */
  ignoreFile?: string | null;
};

/** The least that S3 takes as a part; so much of a file is in memory, and of a larger one a few of these. */
const LEAST_PART_BYTES = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

/** Parts of a file under way at once: few where there are other files too, many where it is the only one. */
const PARTS_AT_ONCE = { ofFolder: 2, ofFile: 8 };

/** Uploads the files below a folder, several at once and large ones in parts. */
export async function uploadFolder(
  place: S3Place,
  folder: string,
  toKey: string,
  { ignoreFile, ...options }: FolderUploadOptions = {},
): Promise<Transferred> {
  const { concurrency = CONCURRENCY, onProgress, signal, resume } = options;
  const count = new TransferCount(onProgress);
  const buffers = new ReadBuffers();
  const files = countedFiles(listFiles(folder, ignoreFile), count);
  await forEachInParallel(files, concurrency, signal, async (file, stop) => {
    const key = joinKey(toKey, file.path);
    if (!resume || !(await isThere(place, key, file, stop))) {
      await putFile(place, key, file, { partsAtOnce: PARTS_AT_ONCE.ofFolder, buffers, signal: stop });
    }
    count.finished(file.path, file.size);
  });
  return count.done;
}

/** Uploads one file, several of its parts at once when it is large. */
export async function uploadFile(
  place: S3Place,
  file: LocalFile,
  key: string,
  { concurrency = PARTS_AT_ONCE.ofFile, onProgress, signal, resume }: UploadOptions = {},
): Promise<Transferred> {
  const count = new TransferCount(onProgress);
  count.found(file.size);
  if (!resume || !(await isThere(place, key, file, signal))) {
    await putFile(place, key, file, { partsAtOnce: concurrency, buffers: new ReadBuffers(), signal });
  }
  count.finished(file.path, file.size);
  return count.done;
}

async function* countedFiles(
  files: AsyncIterable<LocalFile>,
  count: TransferCount,
): AsyncGenerator<LocalFile> {
  for await (const file of files) {
    count.found(file.size);
    yield file;
  }
}

type Sending = { partsAtOnce: number; buffers: ReadBuffers; signal: AbortSignal | undefined };

async function putFile(
  { client, bucket }: S3Place,
  key: string,
  { location, size }: LocalFile,
  { partsAtOnce, buffers, signal }: Sending,
): Promise<void> {
  const target = { Bucket: bucket, Key: key };
  if (size <= LEAST_PART_BYTES) {
    await buffers.withContent(location, (content) => {
      const body = { Body: content, ContentLength: content.byteLength };
      return client.send(new PutObjectCommand({ ...target, ...body }), { abortSignal: signal });
    });
    return;
  }
  const upload = new Upload({
    client,
    params: { ...target, Body: createReadStream(location) },
    partSize: partBytesOf(size),
    queueSize: partsAtOnce,
  });
  const abort = () => void upload.abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    signal?.throwIfAborted();
    await upload.done();
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

const partBytesOf = (size: number): number => Math.max(LEAST_PART_BYTES, Math.ceil(size / MOST_PARTS));

async function isThere(
  { client, bucket }: S3Place,
  key: string,
  { location, size }: LocalFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const { ContentLength, ETag = "" } = await client.send(command, { abortSignal: signal });
    return ContentLength === size && (await hasContentOf(ETag, location, partBytesOf(size)));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
